import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { Fact, Facts, Panel } from '../../parts/panel.js';
import { useClock } from '../../time/now.js';
import { count, percent } from '../../time/words.js';
import { lastHourQuery } from './now-queries.js';

/** Statistics are counted once a minute. */
const ASKED_MS = 30_000;
const MINUTES = 60;

/** What the last hour came to, in a few numbers. */
export function LastHour() {
  const api = useApi();
  const query = useQuery({ ...lastHourQuery(api, useClock()), refetchInterval: ASKED_MS });
  return (
    <Panel title="The last hour">
      <Answer query={query} what="the last hour">
        {({ counts, successRate }) => {
          const ran = counts.completed + counts.failed + counts.timed_out + counts.lost + counts.cancelled;
          return (
            <Facts>
              <Fact name="Executions">
                {count(ran)} <span className="soft">({perMinute(ran)} a minute)</span>
              </Fact>
              <Fact name="Failed">{count(counts.failed + counts.timed_out + counts.lost)}</Fact>
              <Fact name="Missed">{count(counts.missed)}</Fact>
              <Fact name="Success">{percent(successRate)}</Fact>
            </Facts>
          );
        }}
      </Answer>
    </Panel>
  );
}

function perMinute(executions: number): string {
  const each = executions / MINUTES;
  return each < 10 ? String(Math.round(each * 10) / 10) : count(Math.round(each));
}
