-- Once, as an administrator of the server:  psql -v ON_ERROR_STOP=1 -f roles.sql postgres
-- Replace the three passwords first. The names of the roles are fixed: rights are granted to them.
CREATE ROLE gainful_owner LOGIN NOSUPERUSER NOCREATEROLE PASSWORD 'change-this-owner';
CREATE ROLE gainful_web LOGIN NOINHERIT PASSWORD 'change-this-web';
CREATE ROLE gainful_system LOGIN NOINHERIT PASSWORD 'change-this-system';
CREATE ROLE gainful_eraser NOLOGIN NOINHERIT;
ALTER ROLE gainful_owner CREATEDB; -- for restore drills, which make a database beside the running one
ALTER ROLE gainful_web SET track_activities = off; -- one session reads no statement of another
ALTER ROLE gainful_system SET track_activities = off;
ALTER ROLE gainful_eraser SET track_activities = off;
GRANT gainful_web, gainful_system, gainful_eraser TO gainful_owner;
GRANT gainful_web, gainful_eraser TO gainful_system; -- which is NOINHERIT: it takes their rights by SET ROLE alone
CREATE DATABASE gainful OWNER gainful_owner TEMPLATE template0 ENCODING 'UTF8';
