import type { Schemas } from '../../../api/client.js';
import { BothClocks } from '../../../parts/values/both-clocks.js';

/** What changed in the time that is drawn, the newest first. */
export function Marks({ marks, zone }: { marks: readonly Schemas['Mark'][]; zone: string }) {
  if (marks.length === 0) return <p className="soft">Nothing was deployed or changed in this time.</p>;
  return (
    <div className="marks" role="region" aria-label="What changed in this time" tabIndex={0}>
      <ul>
        {marks.map(({ at, kind, text, by, reason }) => (
          <li key={`${at} ${text}`} data-kind={kind}>
            <span className="soft">
              <BothClocks at={at} zone={zone} />
            </span>{' '}
            {text} {by !== null && <span className="soft">by {by}</span>} {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
