import * as oauth from 'oauth4webapi';
import type { Cell } from './deployment-file.ts';
import { LocalFailure } from './failure.ts';

/** People of a cell that can sign in, and its services. */
export const personRoles = ['owner', 'operator'] as const;
export type PersonRole = (typeof personRoles)[number];

/** The local cells speak plain HTTP on the loopback; anywhere else the library insists on TLS. */
const onLoopback = { [oauth.allowInsecureRequests]: true } as const;

const serverOf = (cell: Cell): oauth.AuthorizationServer => ({
  issuer: cell.issuer,
  authorization_endpoint: cell.signIn.authorizationEndpoint,
  token_endpoint: cell.signIn.tokenEndpoint,
});

/** The fields that the hosted page hands from one step to the next. */
const hiddenFields = (html: string): URLSearchParams => {
  const fields = new URLSearchParams();
  for (const [input] of html.matchAll(/<input type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const value = /value="([^"]*)"/.exec(input)?.[1];
    if (name !== undefined && value !== undefined) fields.set(name, unescapeHtml(value));
  }
  return fields;
};

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};
const unescapeHtml = (text: string): string =>
  text.replace(/&[#a-z0-9]+;/g, (entity) => entities[entity] ?? entity);

/** Fills in the hosted sign-in page as a person does and returns where it sends the browser. */
const submitPage = async (page: URL, person: Cell['people'][PersonRole]): Promise<URL> => {
  const shown = await fetch(page);
  const html = await shown.text();
  if (shown.status !== 200) {
    throw new LocalFailure(`The sign-in page answered ${shown.status}: ${html.slice(0, 300)}`);
  }
  const form = hiddenFields(html);
  form.set('username', person.username);
  form.set('password', person.password);
  const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1] ?? '/login';
  const answer = await fetch(new URL(action, page), { method: 'POST', body: form, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) {
    const said = /<div class="error">([^<]*)/.exec(await answer.text())?.[1] ?? `status ${answer.status}`;
    throw new LocalFailure(`The sign-in page refused ${person.username}: ${said}`);
  }
  return new URL(location, page);
};

/**
 * Signs a demo person in with code + PKCE against the cell's hosted sign-in page.
 * @returns an access token with every scope that the console may ask for
 */
export const tokenOfPerson = async (cell: Cell, role: PersonRole): Promise<string> => {
  const server = serverOf(cell);
  const client: oauth.Client = { client_id: cell.clients.console.id };
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const page = new URL(cell.signIn.authorizationEndpoint);
  page.search = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: cell.signIn.callbackUrl,
    scope: cell.clients.console.scopes.filter((scope) => scope !== 'openid').join(' '),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString();

  const returned = await submitPage(page, cell.people[role]);
  const parameters = oauth.validateAuthResponse(server, client, returned, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    cell.signIn.callbackUrl,
    verifier,
    onLoopback,
  );
  return (await oauth.processAuthorizationCodeResponse(server, client, response)).access_token;
};

/**
 * Gets a service's token with its client credentials.
 * @throws LocalFailure naming the services that there are
 */
export const tokenOfService = async (cell: Cell, name: string): Promise<string> => {
  const service = cell.clients.services[name];
  if (service === undefined) {
    const allowed = Object.keys(cell.clients.services).join(', ');
    throw new LocalFailure(`There is no service ${name}; services are: ${allowed}.`);
  }
  const server = serverOf(cell);
  const client: oauth.Client = { client_id: service.id };
  const response = await oauth.clientCredentialsGrantRequest(
    server,
    client,
    oauth.ClientSecretBasic(service.secret),
    new URLSearchParams({ scope: service.scopes.join(' ') }),
    onLoopback,
  );
  return (await oauth.processClientCredentialsResponse(server, client, response)).access_token;
};

/** An access token for a role of a cell: a person by name of the role, else a service. */
export const tokenFor = (cell: Cell, role: string): Promise<string> => {
  const person = personRoles.find((candidate) => candidate === role);
  return person === undefined ? tokenOfService(cell, role) : tokenOfPerson(cell, person);
};

/** The roles that a cell has tokens for. */
export const rolesOf = (cell: Cell): readonly string[] => [
  ...personRoles,
  ...Object.keys(cell.clients.services),
];
