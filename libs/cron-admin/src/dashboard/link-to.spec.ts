import { linkTo } from './link-to.js';

const listening = (address: string, family: 'IPv4' | 'IPv6') => ({
  address: () => ({ address, family, port: 3000 }),
});

describe('the link that is printed', () => {
  it.each([
    ['127.0.0.1', 'IPv4', 'http://127.0.0.1:3000/'],
    ['::1', 'IPv6', 'http://[::1]:3000/'],
    ['::', 'IPv6', 'http://localhost:3000/'],
    ['0.0.0.0', 'IPv4', 'http://localhost:3000/'],
  ] as const)('leads to a server that listens on %s', (address, family, origin) => {
    expect(linkTo(listening(address, family), ['', 'admin/cron-jobs'], 't')).toBe(
      `${origin}admin/cron-jobs/dashboard/#ticket=t`,
    );
  });

  it("has the host's prefix in it, however that is written, and the scheme of the server", () => {
    const server = { ...listening('127.0.0.1', 'IPv4'), setSecureContext: () => {} };
    expect(linkTo(server, ['/api/v2/', 'jobs'], 't')).toBe(
      'https://127.0.0.1:3000/api/v2/jobs/dashboard/#ticket=t',
    );
  });

  it('is none where the server listens on no port', () => {
    expect(linkTo({ address: () => '/run/app.sock' }, ['jobs'], 't')).toBeNull();
  });
});
