import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { Panel } from '../../parts/panel.js';
import { count } from '../../time/words.js';
import { trendsQuery, type Asked } from './reports.queries.js';

const route = getRouteApi('/reports');

const WORSE: readonly Schemas['Trend']['kind'][] = ['failing', 'missing', 'slower', 'later'];
const BETTER: readonly Schemas['Trend']['kind'][] = ['recovering', 'catching-up', 'faster', 'earlier'];

/** What has changed so much that it is worth saying, in words. */
export function Trends({ asked }: { asked: Asked }) {
  const search = route.useSearch();
  const query = useQuery(trendsQuery(useApi(), search, asked));
  return (
    <Panel title="What changed">
      <Answer query={query} what="what changed">
        {({ items, total }) =>
          items.length === 0 ? (
            <p className="soft">No job changed so much that it is worth saying.</p>
          ) : (
            <>
              <ul className="trends">
                {items.map((trend) => (
                  <TrendLine key={`${trend.jobName} ${trend.kind}`} trend={trend} />
                ))}
              </ul>
              {total > items.length && <p className="soft">and {count(total - items.length)} more changes</p>}
            </>
          )
        }
      </Answer>
    </Panel>
  );
}

function TrendLine({ trend: { jobName, kind, sentence } }: { trend: Schemas['Trend'] }) {
  const verdict = WORSE.includes(kind) ? 'worse' : BETTER.includes(kind) ? 'better' : 'same';
  const words = { worse: '▼ worse', better: '▲ better', same: '◆ different' }[verdict];
  return (
    <li>
      <span className="change" data-verdict={verdict}>
        {words}
      </span>
      <span className="trend-sentence">
        <Link to="/jobs/$jobName" params={{ jobName }}>
          {jobName}
        </Link>
        {sentence.startsWith(jobName) ? sentence.slice(jobName.length) : ` ${sentence}`}
      </span>
    </li>
  );
}
