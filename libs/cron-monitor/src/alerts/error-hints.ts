import type { ExecutionError } from 'nestjs-tracked-cron';

/** What usually helps against a class of errors. */
export interface ErrorHint {
  /** For people and programs: `connection refused`. */
  readonly kind: string;
  /** One or two sentences: what it means, and where to look first. */
  readonly text: string;
}

/** What a hint is chosen by: everything that an error and its causes say. */
interface Symptoms {
  /** In upper case: `ECONNREFUSED`, `23505`. */
  readonly code: string;
  /** Classes and messages, the error's own first. */
  readonly text: string;
}

interface HintRule {
  readonly kind: string;
  readonly codes?: RegExp;
  readonly text?: RegExp;
  readonly hint: string | ((symptoms: Symptoms) => string);
}

/** Where something was to be reached, as Node writes it behind `connect ECONNREFUSED` and its like. */
const ADDRESS = /\b(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET) ([\w.:[\]-]+:\d+)/;
const HOST = /\b(?:ENOTFOUND|EAI_AGAIN) ([\w.-]+)/;
/** A status that stands behind a word which says that it is one: bare numbers are everywhere. */
const STATUS =
  /\b(?:status(?: code)?|HTTP(?:\/\d(?:\.\d)?)?|responded with|response code)[ :=]{0,3}([345]\d\d)\b/i;

/** The first that fits is given: what explains more stands before what explains less. */
const RULES: readonly HintRule[] = [
  {
    kind: 'its own timeout',
    text: /^ExecutionTimeoutError: /,
    hint: 'It took longer than its timeout allows. Compare it with how long it usually takes: either there was more to do, or something it waits for was slow; its last log lines say what it was at.',
  },
  {
    kind: 'did nothing',
    text: /^AssertionError: /,
    hint: 'It ran to its end, but its result says that nothing was done. See whether what it works on was there: the feed, the file, the rows.',
  },
  {
    kind: 'in front of the handler',
    text: /^PipelineError: /,
    hint: 'An interceptor, pipe, guard or the making of a provider failed, not the job itself. See what the last release changed around it.',
  },
  {
    kind: 'out of memory',
    codes: /^(?:ERR_WORKER_OUT_OF_MEMORY|ENOMEM|53200)$/,
    text: /\bheap out of memory\b|\bout of memory\b|\bcannot allocate memory\b/i,
    hint: 'The memory was full. Look whether it reads everything at once (stream, or work in batches), then at the limit of the container and --max-old-space-size.',
  },
  {
    kind: 'disk full',
    codes: /^(?:ENOSPC|EDQUOT|53100)$/,
    text: /\bno space left on device\b|\bdisk quota exceeded\b/i,
    hint: 'No space is left on the disk, or the quota is used up. Free some before the next run, and see what fills it: logs and temporary files first.',
  },
  {
    kind: 'too many connections',
    codes: /^(?:53300|ER_CON_COUNT_ERROR|1040)$/,
    text: /\btoo many (?:clients|connections)\b|\bremaining connection slots\b|\btimeout exceeded when trying to connect\b|\bconnection pool (?:exhausted|timeout)\b|\bResourceRequest timed out\b/i,
    hint: 'The database has no connection left to give, or the pool is used up. See who holds them (pg_stat_activity), whether clients are released in a finally block, and the size of the pools over all instances.',
  },
  {
    kind: 'too many open files',
    codes: /^(?:EMFILE|ENFILE)$/,
    hint: 'Too many files or sockets are open. Look for handles that are never closed, and do less at once; then raise the limit (ulimit -n).',
  },
  {
    kind: 'deadlock',
    codes: /^(?:40P01|ER_LOCK_DEADLOCK|1213)$/,
    text: /\bdeadlock (?:detected|found)\b/i,
    hint: "Two transactions waited for each other's rows. Running it again usually works; for good, let both lock rows in the same order, for example by id.",
  },
  {
    kind: 'serialization failure',
    codes: /^40001$/,
    text: /\bcould not serialize access\b/i,
    hint: 'A concurrent transaction changed the same rows. It may simply run again: retry the whole transaction.',
  },
  {
    kind: 'lock timeout',
    codes: /^(?:55P03|ER_LOCK_WAIT_TIMEOUT|1205)$/,
    text: /\block timeout\b|\bcould not obtain lock\b|\bLock wait timeout exceeded\b/i,
    hint: 'It waited too long for a lock that somebody else holds. Look for a long transaction or a migration (pg_stat_activity, pg_blocking_pids).',
  },
  {
    kind: 'statement timeout',
    codes: /^57014$/,
    text: /\bcanceling statement due to (?:statement timeout|user request)\b|\bquery read timeout\b/i,
    hint: 'The database cancelled a statement that took too long. Look at its plan (explain analyze): a missing index, old statistics, or more rows than usual.',
  },
  {
    kind: 'unique violation',
    codes: /^(?:23505|ER_DUP_ENTRY|1062|11000|P2002|SQLITE_CONSTRAINT_UNIQUE)$/,
    text: /\bduplicate key value\b|\bunique constraint\b|\bE11000\b/i,
    hint: 'What it writes is there already: an earlier attempt got that far, or two runs did the same. Make the write repeatable (on conflict do nothing), then it may run again.',
  },
  {
    kind: 'foreign key violation',
    codes: /^(?:23503|P2003)$/,
    text: /\bforeign key constraint\b/i,
    hint: 'It points at a row that is not there (any more), or deletes one that others point at. See the order of the writes, and what was deleted lately.',
  },
  {
    kind: 'missing table or column',
    codes: /^(?:42P01|42703|42883|P2021|P2022|ER_NO_SUCH_TABLE|1146)$/,
    text: /\b(?:relation|column|function) .{1,200} does not exist\b/i,
    hint: 'Code and schema do not fit each other. See whether a migration is missing, or a release was rolled back.',
  },
  {
    kind: 'wrong database password',
    codes: /^(?:28P01|28000|ER_ACCESS_DENIED_ERROR|1045)$/,
    text: /\bpassword authentication failed\b/i,
    hint: 'The database refuses user or password. See whether the password was changed, and whether this deployment has the new one.',
  },
  {
    kind: 'database shutting down',
    codes: /^(?:57P01|57P02|57P03)$/,
    text: /\bterminating connection due to administrator command\b|\bthe database system is (?:starting up|shutting down|in recovery mode)\b/i,
    hint: 'The database was restarted, or failed over. It is usually back within a minute: let it run again then.',
  },
  {
    kind: 'permission',
    codes: /^(?:EACCES|EPERM|EROFS|42501)$/,
    text: /\bpermission denied\b|\bAccessDenied\b|\bnot authorized to perform\b/i,
    hint: 'It may not do what it tries. See what changed about the user it runs as, its role, or the rights on the file or table named in the error.',
  },
  {
    kind: 'connection refused',
    codes: /^ECONNREFUSED$/,
    text: /\bECONNREFUSED\b/,
    hint: ({ text }) =>
      `Nothing answers ${at(ADDRESS.exec(text)?.[1])}: the host is there, the port is closed. See whether that service runs, and whether host and port are right.`,
  },
  {
    kind: 'name not found',
    codes: /^(?:ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/,
    text: /\b(?:ENOTFOUND|EAI_AGAIN)\b/,
    hint: ({ text }) =>
      `The name ${HOST.exec(text)?.[1] ?? 'of the host'} can't be resolved. See whether it is written right, and whether DNS works on that instance; EAI_AGAIN usually passes by itself.`,
  },
  {
    kind: 'TLS',
    codes:
      /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY|GET)|HOSTNAME_MISMATCH)/,
    text: /\bcertificate (?:has expired|is not yet valid)\b|\bself[- ]signed certificate\b|\bunable to verify the first certificate\b|\bSSL routines\b|\bwrong version number\b/i,
    hint: 'The TLS connection was refused. See whether the certificate has run out, is for another name, or its authority is unknown here (NODE_EXTRA_CA_CERTS); or whether one side speaks plain text.',
  },
  {
    kind: 'no route',
    codes: /^(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN)$/,
    text: /\b(?:EHOSTUNREACH|ENETUNREACH)\b/,
    hint: ({ text }) =>
      `There is no way to ${at(ADDRESS.exec(text)?.[1])}. See network, VPN and firewall between that instance and the host.`,
  },
  {
    kind: 'connection lost',
    codes: /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|08006|08003)$/,
    text: /\bECONNRESET\b|\bsocket hang up\b|\bother side closed\b|\bConnection terminated unexpectedly\b/,
    hint: 'The other side closed the connection in the middle. Once is a restart or a proxy; again and again, look at its log at that minute and at idle timeouts on the way.',
  },
  {
    kind: 'time-out',
    codes: /^(?:ETIMEDOUT|ESOCKETTIMEDOUT|ECONNABORTED|UND_ERR_\w*TIMEOUT|ABORT_ERR|P1008|P2024)$/,
    text: /\bETIMEDOUT\b|\btime(?:d)?[ -]?out\b/i,
    hint: ({ text }) =>
      `It got no answer in time${ADDRESS.exec(text)?.[1] ? ` from ${ADDRESS.exec(text)![1]}` : ''}. See whether the other side is slow or gone, or whether there was more to do than usual.`,
  },
  {
    kind: 'HTTP status',
    text: STATUS,
    hint: ({ text }) => httpHint(Number(STATUS.exec(text)![1])),
  },
  {
    kind: 'file not found',
    codes: /^ENOENT$/,
    hint: 'A file or folder is not there. See whether whoever delivers it was late, and whether the path is right on that instance.',
  },
  {
    kind: 'not JSON',
    text: /\bUnexpected (?:token|end of JSON input)\b|\bis not valid JSON\b/,
    hint: 'What came is not JSON: often the error page of a proxy. Log the first hundred characters of the answer, and its status.',
  },
  {
    kind: 'programming error',
    text: /^(?:TypeError|ReferenceError|RangeError): (?!fetch failed)/,
    hint: 'This is a fault of the code, or of data that nobody expected: running it again will not help. Look at the first own frame of the stack, and at what the last release changed.',
  },
];

/** The classes that there is a hint for. */
export const HINT_KINDS: readonly string[] = RULES.map(({ kind }) => kind);

/** What usually helps against an error; null where its class is none that is known. */
export function hintFor({ errorClass, message, causes, code }: ExecutionError): ErrorHint | null {
  const said = [{ errorClass, message }, ...causes].map((one) => `${one.errorClass}: ${one.message}`);
  const symptoms = { code: (code ?? '').toUpperCase(), text: said.join('\n') };
  const rule = RULES.find((one) => fits(one, symptoms));
  if (!rule) return null;
  return { kind: rule.kind, text: typeof rule.hint === 'string' ? rule.hint : rule.hint(symptoms) };
}

function fits({ codes, text }: HintRule, symptoms: Symptoms): boolean {
  return codes?.test(symptoms.code) === true || text?.test(symptoms.text) === true;
}

function at(address: string | undefined): string {
  return address === undefined ? 'there' : `at ${address}`;
}

function httpHint(status: number): string {
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
