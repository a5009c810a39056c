import { createPublicKey, createSecretKey, KeyObject } from 'node:crypto';
import { invalidAccess } from './invalid-access.js';
import type { JwtAccessOptions } from './jwt-access.options.js';

const WITH_SECRET = /^HS(256|384|512)$/;
const WITH_KEY_PAIR = /^((RS|PS)(256|384|512)|ES(256|384|512)|EdDSA|Ed25519)$/;
const SHORTEST_SECRET = 32;
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Where the keys come from that signatures are checked with. A shared secret and public keys exclude each other: whoever
 * takes both can be given a token that is signed with the public key, which everybody has, as if it were the secret.
 * @throws TrackedCronError `INVALID_OPTION`
 */
export function keySourceOf({ algorithms, jwks, key }: JwtAccessOptions): URL | KeyObject {
  if (!Array.isArray(algorithms) || algorithms.length === 0) {
    throw invalid("algorithms is missing. Write those that your provider signs with, such as ['RS256'].");
  }
  const secret = algorithms.every((algorithm) => WITH_SECRET.test(String(algorithm)));
  if (!secret && !algorithms.every((algorithm) => WITH_KEY_PAIR.test(String(algorithm)))) {
    throw invalid(
      `algorithms has "${algorithms.join(', ')}". Write algorithms with a public key, such as ['RS256', 'ES256'], or with a secret, such as ['HS256'], never both and never "none".`,
    );
  }
  if ((jwks === undefined) === (key === undefined)) throw invalid('write either jwks or key.');
  if (jwks !== undefined) {
    if (secret)
      throw invalid('jwks has public keys, and HS… needs a secret. Write key, or other algorithms.');
    return keySetAt(jwks);
  }
  return secret ? secretOf(key!) : publicKeyOf(key!);
}

function keySetAt(jwks: string | URL): URL {
  const url = URL.canParse(String(jwks)) ? new URL(jwks) : null;
  const trusted =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && THIS_MACHINE.includes(url.hostname));
  if (trusted) return url!;
  throw invalid(
    'jwks must be an https URL, such as https://login.example.com/.well-known/jwks.json: whoever can change it on its way decides who gets in.',
  );
}

function secretOf(key: NonNullable<JwtAccessOptions['key']>): KeyObject {
  const bytes =
    key instanceof KeyObject && key.type === 'secret'
      ? key.export()
      : typeof key === 'string' || key instanceof Uint8Array
        ? Buffer.from(key as string)
        : null;
  if (bytes === null || bytes.toString('latin1').includes('-----BEGIN')) {
    throw invalid(
      'for HS… the key is a secret, and this is none. Write its bytes, or algorithms with a public key.',
    );
  }
  if (bytes.length < SHORTEST_SECRET) {
    throw invalid(
      `the secret is shorter than ${SHORTEST_SECRET} bytes. Make one with \`openssl rand -base64 48\`.`,
    );
  }
  return createSecretKey(bytes);
}

function publicKeyOf(key: NonNullable<JwtAccessOptions['key']>): KeyObject {
  try {
    if (key instanceof KeyObject) return key.type === 'public' ? key : createPublicKey(key);
    if (typeof key === 'string') return createPublicKey(key);
    return createPublicKey({ key: key as Record<string, string>, format: 'jwk' });
  } catch {
    throw invalid(
      'the key is no public key. Write it as PEM ("-----BEGIN PUBLIC KEY-----…"), as JWK, or as KeyObject.',
    );
  }
}

function invalid(problem: string) {
  return invalidAccess('JwtAccess', problem);
}
