import { pageHeaders } from './page-headers.js';

describe('the headers of the page', () => {
  it('let those frame it whom the host names, and nobody else', () => {
    const policyFor = (...frames: string[]) => pageHeaders(frames)['Content-Security-Policy'];
    expect(policyFor()).toMatch(/frame-ancestors 'none'$/);
    expect(policyFor("'self'", 'https://portal.example.com')).toMatch(
      /frame-ancestors 'self' https:\/\/portal\.example\.com$/,
    );
  });

  it('allow nothing inline, and nothing from elsewhere', () => {
    const policy = pageHeaders([])['Content-Security-Policy'];
    expect(policy).not.toMatch(/unsafe|http|\*|data:|blob:/);
  });
});
