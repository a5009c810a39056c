import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.js';
import { FromNow } from '../../parts/values/instant.js';
import { Mark } from '../../parts/values/marks.js';
import { useNow } from '../../time/now.js';
import { duration } from '../../time/words.js';
import { clockInWords, eventLoopInWords, instanceLook } from './instance-words.js';

export function InstanceRow({ instance }: { instance: Schemas['Instance'] }) {
  const { id, host, pid, release, libraryVersion, nodeVersion, labels, executes, running } = instance;
  const now = useNow();
  const isThere = instance.endedAt === null;
  return (
    <tr>
      <th scope="row" className="system-name">
        <Link to="/executions" search={{ instance: id }} title={`Executions of ${id}`}>
          {host}
        </Link>
        <span className="system-second">process {pid}</span>
        {!executes && <span className="badge">Runs no jobs</span>}
        {labels.map((label) => (
          <span key={label} className="badge">
            {label}
          </span>
        ))}
      </th>
      <td>
        <Mark look={instanceLook(instance)} />
      </td>
      <td className="system-name">
        {release ?? <span className="soft">Not given</span>}
        <span className="system-second">
          library {libraryVersion}, Node {nodeVersion.replace(/^v/, '')}
        </span>
      </td>
      <td>
        <Lease instance={instance} now={now} />
      </td>
      <td>
        <Said {...clockInWords(instance)} />
      </td>
      <td>
        <Said {...eventLoopInWords(instance, now)} />
      </td>
      <td className="number">{running}</td>
      <td>
        <FromNow at={instance.startedAt} />
        {instance.drainingSince !== null && isThere && (
          <span className="system-second">
            told to stop <FromNow at={instance.drainingSince} />
          </span>
        )}
        {instance.endedAt !== null && (
          <span className="system-second">
            ended <FromNow at={instance.endedAt} />
          </span>
        )}
      </td>
    </tr>
  );
}

function Lease({
  instance: { renewedAt, leaseUntil, endedAt },
  now,
}: {
  instance: Schemas['Instance'];
  now: number;
}) {
  const left = Date.parse(leaseUntil) - now;
  return (
    <>
      renewed <FromNow at={renewedAt} />
      {endedAt === null && (
        <span className="system-second">
          {left > 0 ? `valid for ${duration(Math.ceil(left / 1_000) * 1_000)}` : 'expired'}
        </span>
      )}
    </>
  );
}

/** What is as it should be is said quietly. */
function Said({ text, isOff }: { text: string; isOff: boolean }) {
  return isOff ? <strong className="numbers">! {text}</strong> : <span className="numbers">{text}</span>;
}
