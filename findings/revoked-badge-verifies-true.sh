#!/usr/bin/env bash
# A revoked digital badge verifies as true, with and without the status check that was asked for.
# Who meets it: an employer's site that checks a certificate (Open Badges 3.0, Bitstring Status List) with the W3C
# community's JavaScript library before it counts the certificate as held.
# Guess: verifyCredential with checkStatus answers verified: false for a revoked credential, as it did with 1.x.
# Seen: @digitalbazaar/vc 7.3.0 with @digitalbazaar/vc-bitstring-status-list 2.0.1 answers verified: true; that the bit
# is set stands in statusResult.results[].status alone. With 1.1.0 of the list library the same call is verified: false.
# So: proof and status are two answers; read statusResult.results[].status, never verified alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund @digitalbazaar/vc@7.3.0 @digitalbazaar/data-integrity@2.5.0 \
  @digitalbazaar/eddsa-rdfc-2022-cryptosuite@1.3.0 @digitalbazaar/ed25519-multikey@1.3.1 \
  @digitalbazaar/credentials-context@3.2.0 jsonld-signatures@11.6.0 \
  new@npm:@digitalbazaar/vc-bitstring-status-list@2.0.1 old@npm:@digitalbazaar/vc-bitstring-status-list@1.1.0
cat > run.mjs <<'JS'
import assert from 'node:assert';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as multikey from '@digitalbazaar/ed25519-multikey';
import {contexts} from '@digitalbazaar/credentials-context';
import jsigs from 'jsonld-signatures';
import * as newer from 'new';
import * as older from 'old';

const pair = await multikey.generate({});
const did = `did:key:${pair.publicKeyMultibase}`, id = `${did}#${pair.publicKeyMultibase}`;
const method = {'@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: did,
  publicKeyMultibase: pair.publicKeyMultibase};
const address = 'https://issuer.example/status/1', documents = {
  [id]: method,
  [did]: {'@context': 'https://w3id.org/security/v2', id: did, assertionMethod: [id]},
};
const documentLoader = jsigs.extendContextLoader(async url => {
  const document = contexts.get(url) ?? documents[url];
  if(!document) throw new Error(`not here: ${url}`);
  return {contextUrl: null, documentUrl: url, document};
});
const key = await multikey.from({...(await pair.export({publicKey: true, secretKey: true})), id, controller: did});
const sign = credential => vc.issue({credential, documentLoader,
  suite: new DataIntegrityProof({signer: key.signer(), cryptosuite})});
const base = {'@context': ['https://www.w3.org/ns/credentials/v2'], issuer: did, validFrom: '2026-01-01T00:00:00Z'};

const list = await newer.createList({length: 131072});
list.setStatus(7, true);
documents[address] = await sign({...base, id: address, type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  credentialSubject: {id: `${address}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation',
    encodedList: await list.encode()}});
const revoked = await sign({...base, id: 'urn:uuid:0b0f0f7e-6d7a-4b5c-9a55-000000000001', type: ['VerifiableCredential'],
  credentialSubject: {id: 'urn:uuid:0b0f0f7e-6d7a-4b5c-9a55-000000000002'},
  credentialStatus: {id: `${address}#7`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation',
    statusListIndex: '7', statusListCredential: address}});
const suite = () => new DataIntegrityProof({cryptosuite});
for(const [name, {checkStatus}, expected] of [['2.0.1', newer, true], ['1.1.0', older, false]]) {
  const found = await vc.verifyCredential({credential: revoked, suite: suite(), documentLoader, checkStatus});
  const bits = (found.statusResult?.results ?? []).map(each => each.status);
  console.log(`vc-bitstring-status-list ${name}: verified ${found.verified}, bits ${JSON.stringify(bits)}`);
  if(found.verified !== expected) console.log(JSON.stringify(found, null, 1));
  assert.equal(found.verified, expected);
}
JS
node run.mjs
