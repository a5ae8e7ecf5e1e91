// SPDX-License-Identifier: GPL-3.0-or-later
// The OpenID provider of tests/client/oidc.py: node oidc_provider.mjs FOLDER SECONDS
// FOLDER has node_modules, SECONDS is how long an access token lasts. It prints a line of JSON with its address,
// then one for everything that happens to a token, and ends with its standard input.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

// The provider's own remarks don't belong between the lines.
console.info = console.warn = console.log = console.error;

const [folder, seconds] = process.argv.slice(2);
const entry = createRequire(join(folder, 'any.js')).resolve('oidc-provider');
const { version } = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json')));
const library = await import(pathToFileURL(entry));
const Provider = library.Provider ?? library.default;

const tell = (event, more) => process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);

// A program on the user's own machine, which can keep no secret; what it registers to come back to is all that varies.
const program = (client_id, redirect_uri, more) => ({
  client_id, redirect_uris: [redirect_uri], application_type: 'native', token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'], ...more,
});

const client_secret = 'a:secret/of+10%';
const clients = [
  program('regrets-test', 'http://127.0.0.1/'),
  program('regrets-localhost', 'http://localhost'),
  program('regrets-narrow', 'http://127.0.0.1/', { scope: 'openid offline_access' }),
  program('regrets-basic', 'http://127.0.0.1/', { client_secret, token_endpoint_auth_method: 'client_secret_basic' }),
  program('regrets-post', 'http://127.0.0.1/', { client_secret, token_endpoint_auth_method: 'client_secret_post' }),
  { client_id: 'dovecot', client_secret: 'introspect', grant_types: [], response_types: [], redirect_uris: [] },
];

const configuration = {
  clients,
  scopes: ['openid', 'offline_access', 'mail'],
  pkce: { required: () => true },
  rotateRefreshToken: true,
  features: {
    deviceFlow: { enabled: true }, devInteractions: { enabled: true },
    introspection: { enabled: true }, revocation: { enabled: true },
  },
  ttl: {
    AccessToken: Number(seconds), RefreshToken: 86400, Grant: 86400, Session: 86400, Interaction: 600, DeviceCode: 600,
  },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  cookies: { keys: ['of this test alone'] },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(url, configuration);
  provider.on('grant.success', (ctx) => tell('granted', { type: ctx.oidc.params.grant_type }));
  provider.on('grant.error', (ctx, error) => tell('refused', {
    type: ctx.oidc?.params?.grant_type, error: error.error, detail: error.error_detail,
  }));
  provider.on('grant.revoked', () => tell('revoked'));
  provider.on('server_error', (_, error) => tell('broken', { error: error.stack }));
  for (const kind of ['access_token', 'refresh_token'])
    provider.on(`${kind}.saved`, (token) => tell(kind, { token: token.jti }));
  server.on('request', provider.callback());
  tell('ready', { url, version });
});
process.stdin.on('end', () => process.exit(0)).resume();
