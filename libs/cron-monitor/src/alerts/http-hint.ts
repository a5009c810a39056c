/** A status that stands behind a word which says that it is one: bare numbers are everywhere. */
export const HTTP_STATUS =
  /\b(?:status(?: code)?|HTTP(?:\/\d(?:\.\d)?)?|responded with|response code)[ :=]{0,3}([345]\d\d)\b/i;

/** What an answer of that status usually means, and what to do about it. */
export function httpHint(status: number): string {
  const said = `The other side answered ${status}`;
  if (status === 401 || status === 403)
    return `${said}: it does not let us in. See whether a token or key has run out or was changed.`;
  if (status === 404 || status === 410)
    return `${said}: what was asked for is not there. See whether the address changed.`;
  if (status === 408 || status === 504)
    return `${said}: it, or something behind it, was too slow. It usually passes; see its status page.`;
  if (status === 409 || status === 412)
    return `${said}: it has changed meanwhile, or exists already. See whether an earlier attempt got that far.`;
  if (status === 413) return `${said}: too much was sent at once. Send it in parts.`;
  if (status === 429) return `${said}: we ask too often. Ask less at once, and honour Retry-After.`;
  if (status >= 500) return `${said}: it is in trouble itself. See its status page; it usually passes.`;
  if (status >= 400)
    return `${said}: it refuses what we send. Compare the request with what its documentation asks for, and see what changed.`;
  return `${said}, which is not what the code expects. See whether the address redirects, or changed.`;
}
