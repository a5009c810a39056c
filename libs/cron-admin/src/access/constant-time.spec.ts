import * as crypto from 'node:crypto';

interface ModuleMocks {
  fn: typeof jest.fn;
  unstable_mockModule(name: string, factory: () => object): void;
}

/** Modules are only replaced before they are loaded, so this stands alone. */
const mocks = (import.meta as unknown as { jest: ModuleMocks }).jest;
const timingSafeEqual = mocks.fn(crypto.timingSafeEqual);
mocks.unstable_mockModule('node:crypto', () => ({ ...crypto, timingSafeEqual }));
const { TokenAccess } = await import('./token-access.js');

describe('comparing tokens', () => {
  it.each(['first-token-0001', 'third-token-0003', 'unknown', 'x'.repeat(500)])(
    'takes every known token and constant time for each, whatever is presented (%#)',
    (presented) => {
      const access = TokenAccess.fromString(
        'viewer:first-token-0001,operator:second-token-002,admin:third-token-0003',
      );
      timingSafeEqual.mockClear();
      access.authenticate({ headers: { authorization: `Bearer ${presented}` } });
      expect(timingSafeEqual).toHaveBeenCalledTimes(3);
    },
  );
});
