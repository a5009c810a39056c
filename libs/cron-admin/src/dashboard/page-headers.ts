/**
 * What keeps the page from being anything else than itself: scripts, styles and connections only of its own origin, no inline
 * ones, in no foreign frame. Each header replaces what the host (helmet, say) would send for its own pages.
 * @param frameAncestors who may show it in a frame; none: nobody
 */
export function pageHeaders(frameAncestors: readonly string[]): Readonly<Record<string, string>> {
  const frames = frameAncestors.length > 0 ? frameAncestors.join(' ') : "'none'";
  return {
    'Content-Security-Policy': [
      "default-src 'self'",
      "base-uri 'self'",
      "form-action 'self'",
      "object-src 'none'",
      `frame-ancestors ${frames}`,
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  };
}
