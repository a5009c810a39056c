import { isSameOrigin } from './same-origin.js';

describe('a request that changes something', () => {
  it.each([
    ['from curl, which sends neither header', {}, true],
    [
      'from our own page',
      { 'sec-fetch-site': 'same-origin', origin: 'https://app.test', host: 'app.test' },
      true,
    ],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, false],
    [
      'from a sister domain',
      { 'sec-fetch-site': 'same-site', origin: 'https://app.test', host: 'app.test' },
      false,
    ],
    ['by a form submitted out of nowhere', { 'sec-fetch-site': 'none' }, false],
    ['of an old browser, same host', { origin: 'http://app.test:3000', host: 'app.test:3000' }, true],
    [
      'of an old browser, default port spelled out',
      { origin: 'https://app.test', host: 'app.test:443' },
      true,
    ],
    ['of an old browser, other port', { origin: 'http://app.test:3001', host: 'app.test:3000' }, false],
    ['of an old browser, other host', { origin: 'http://evil.test', host: 'app.test' }, false],
    ['of a sandboxed frame', { origin: 'null', host: 'app.test' }, false],
    ['without a host to compare with', { origin: 'http://app.test' }, false],
  ])('%s', (_, headers: Record<string, string>, allowed) => {
    expect(isSameOrigin({ headers })).toBe(allowed);
  });
});
