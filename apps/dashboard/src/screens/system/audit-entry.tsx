import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.js';
import { Instant } from '../../parts/values/instant.js';
import { Mark } from '../../parts/values/marks.js';
import { STATUS_LOOKS, type StateLook } from '../../theme/states.js';
import { differencesOf } from './audit-difference.js';

type Entry = Schemas['AuditEntry'];

const OUTCOMES: Readonly<Record<Entry['outcome'], StateLook>> = {
  done: { ...STATUS_LOOKS.completed, word: 'Done' },
  refused: { ...STATUS_LOOKS.skipped, word: 'Refused' },
  failed: { ...STATUS_LOOKS.failed, word: 'Failed' },
  asked: { ...STATUS_LOOKS.pending, word: 'Asked' },
};

export function AuditRow({ entry }: { entry: Entry }) {
  const { at, by, action, outcome, code, reason, requestId } = entry;
  return (
    <tr>
      <td className="numbers">
        <Instant at={at} />
      </td>
      <td className="system-name">{by ?? <span className="soft">Application code</span>}</td>
      <th scope="row">{actionInWords(action)}</th>
      <td className="system-name">
        <Subject entry={entry} />
      </td>
      <td>
        <Mark look={OUTCOMES[outcome]} />
        {code !== null && <code className="system-second">{code}</code>}
      </td>
      <td className="system-text">{reason ?? <span className="soft">Not given</span>}</td>
      <td className="system-text">
        <Changes entry={entry} />
        {requestId !== null && (
          <Link
            className="system-second"
            to="/system"
            search={{ tab: 'audit', requestId }}
            title={`All of request ${requestId}`}
          >
            Same request
          </Link>
        )}
      </td>
    </tr>
  );
}

/** `skip-next`: `Skip next`. */
export function actionInWords(action: string): string {
  return action.charAt(0).toUpperCase() + action.slice(1).replaceAll('-', ' ');
}

function Subject({ entry: { jobName, executionId, target, action } }: { entry: Entry }) {
  if (jobName === null && executionId === null) {
    if (target !== null) return target;
    return <span className="soft">{action.endsWith('freeze') ? 'Every job' : '–'}</span>;
  }
  return (
    <>
      {jobName !== null && (
        <Link to="/jobs/$jobName" params={{ jobName }}>
          {jobName}
        </Link>
      )}
      {executionId !== null && (
        <Link className="system-second" to="/executions/$id" params={{ id: executionId }}>
          Open execution
        </Link>
      )}
    </>
  );
}

function Changes({ entry: { before, after } }: { entry: Entry }) {
  const differences = differencesOf(before, after);
  if (differences.length === 0) return <span className="soft">–</span>;
  return (
    <ul>
      {differences.map(({ path, before, after }) => (
        <li key={path}>
          {path !== '' && <span className="soft">{path}: </span>}
          {before !== null && after !== null && (
            <>
              <del>{before}</del> →{' '}
            </>
          )}
          {after === null ? `was ${before}` : <ins>{after}</ins>}
        </li>
      ))}
    </ul>
  );
}
