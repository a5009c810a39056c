import { sentrySettings } from './sentry-settings.js';

describe('the sentry option', () => {
  it('is off unless it is asked for, and true is all that it says by default', () => {
    expect(sentrySettings(undefined)).toBeNull();
    expect(sentrySettings(false)).toBeNull();
    const defaults = { dsn: null, errors: true, spans: true, checkIns: false, url: null };
    expect(sentrySettings(true)).toEqual(defaults);
    expect(sentrySettings({})).toEqual(defaults);
    expect(sentrySettings({ url: 'https://acme.sentry.io/' })).toEqual({
      ...defaults,
      url: 'https://acme.sentry.io',
    });
    expect(sentrySettings({ dsn: 'https://key@o1.ingest.sentry.io/42', errors: 'every-attempt' })).toEqual({
      ...defaults,
      dsn: 'https://key@o1.ingest.sentry.io/42',
      errors: 'every-attempt',
    });
  });

  it.each([
    [{ dns: 'https://key@host/42' }, /did you mean "dsn"/],
    ['on', /write sentry: true/],
    [null, /write sentry: true/],
    [{ dsn: 'key' }, /write dsn: 'https:\/\/key@host\/42'/],
    [{ dsn: '' }, /write dsn/],
    [{ errors: 'all' }, /'every-attempt'/],
    [{ checkIns: 'yes' }, /checkIns must be true or false/],
    [{ spans: 1 }, /spans must be true or false/],
    [{ url: 'acme.sentry.io' }, /write url: 'https:\/\/acme\.sentry\.io'/],
  ])('is refused as %j, with what to write instead', (given, words) => {
    expect(() => sentrySettings(given as never)).toThrow(words);
    expect(() => sentrySettings(given as never)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });

  it('repeats no key in its refusals', () => {
    expect(() => sentrySettings({ dsn: 'https://topsecretkey@host/no-project' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('topsecretkey') }),
    );
  });
});
