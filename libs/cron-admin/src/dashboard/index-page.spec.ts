import { INDEX } from '../testing/page-folder.js';
import { fillIndex, type PageSettings } from './index-page.js';

const settings: PageSettings = {
  mount: '/admin/cron-jobs',
  namespace: '/admin/cron-jobs',
  socketPath: '/socket.io',
  live: true,
  signIn: 'token',
  version: '1.0.0',
};

describe('the index of the page', () => {
  it('is filled with text that stays text', () => {
    const mount = `/a"><script>alert('$&')</script>&quot;`;
    const html = fillIndex(INDEX, './', { ...settings, mount });
    expect(html).not.toContain('<script>');
    const content = /<meta name="tracked-cron" content="([^"]*)">/.exec(html)![1];
    const unescaped = content
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    expect(JSON.parse(unescaped)).toMatchObject({ mount });
  });

  it('must have the places that are filled', () => {
    expect(() => fillIndex('<!doctype html>', './', settings)).toThrow('must have <base href="./">');
  });
});
