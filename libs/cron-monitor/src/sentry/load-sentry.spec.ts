import { loadSentry, type Sentry, type SentryPackage } from './load-sentry.js';

const missing = (name: string): SentryPackage => ({
  name,
  load: () =>
    Promise.reject(
      Object.assign(new Error(`Cannot find package '${name}' imported from a file`), {
        code: 'ERR_MODULE_NOT_FOUND',
      }),
    ),
});
const installed = (name: string, client?: object): SentryPackage & { sdk: Sentry } => {
  const sdk = { getClient: () => client } as unknown as Sentry;
  return { name, sdk, load: () => Promise.resolve(sdk) };
};

describe('loading Sentry', () => {
  it('takes the package that is there', async () => {
    const node = installed('node');
    await expect(loadSentry([missing('nestjs'), node])).resolves.toBe(node.sdk);
  });

  it('takes, of two, the one whose client the application has made', async () => {
    const [first, second] = [installed('nestjs'), installed('node', {})];
    await expect(loadSentry([first, second])).resolves.toBe(second.sdk);
  });

  it('takes the first where there is no client yet', async () => {
    const [first, second] = [installed('nestjs'), installed('node')];
    await expect(loadSentry([first, second])).resolves.toBe(first.sdk);
  });

  it('says what to install where there is none', async () => {
    await expect(loadSentry([missing('nestjs'), missing('node')])).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(/npm install @sentry\/nestjs.*npm install @sentry\/node/),
    });
  });

  it('does not take a package that is broken for one that is missing', async () => {
    const broken: SentryPackage = { ...missing('@opentelemetry/api'), name: 'nestjs' };
    await expect(loadSentry([broken, installed('node')])).rejects.toThrow('@opentelemetry/api');
  });
});
