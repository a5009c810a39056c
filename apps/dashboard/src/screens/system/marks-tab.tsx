import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { answerOf, type Schemas } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer, Empty } from '../../parts/answer.js';
import { AsOf } from '../../parts/as-of.js';
import { Button } from '../../parts/button.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { Filters } from '../../parts/fields/filters.js';
import { Instant } from '../../parts/values/instant.js';
import { Panel } from '../../parts/panel.js';
import { useClock } from '../../time/now.js';
import { MARK_KIND_WORDS, MARK_RANGE_MS, MARK_WORDS } from './mark-kinds.js';
import type { MarkRange, SystemSearch } from './system.search.js';

const RANGE_WORDS: Readonly<Record<MarkRange, string>> = {
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
};

/** Marks of a page. */
const MOST = 500;

/** What changed: deployments, instances, edits, pauses and freezes. */
export function MarksTab() {
  const api = useApi();
  const clock = useClock();
  const { range = 'day', kind, before } = useSearch({ from: '/system' });
  const navigate = useNavigate({ from: '/system' });
  const query = useQuery({
    queryKey: ['marks', range, before],
    queryFn: ({ signal }) => {
      const now = clock();
      const from = new Date(now - MARK_RANGE_MS[range]).toISOString();
      const to = before ?? new Date(now).toISOString();
      return answerOf(api.GET('/marks', { params: { query: { from, to, limit: MOST } }, signal }));
    },
    placeholderData: keepPreviousData,
  });
  const change = (next: Partial<SystemSearch>) =>
    void navigate({ search: (now) => ({ ...now, before: undefined, ...next }) });
  return (
    <Panel title="What changed" actions={<AsOf query={query} />}>
      <Filters label="Changes">
        <ChoiceField
          label="Period"
          value={range}
          choices={RANGE_WORDS}
          onChange={(next) => change({ range: next === 'day' ? undefined : next })}
        />
        <ChoiceField
          label="What"
          none="Everything"
          value={kind}
          choices={MARK_KIND_WORDS}
          onChange={(next) => change({ kind: next })}
        />
      </Filters>
      <Answer query={query} what="changes">
        {({ items, completeFrom }) => (
          <>
            <Marks
              items={items.filter((mark) => kind === undefined || MARK_WORDS[mark.kind][0] === kind)}
              isMore={isMore(items, completeFrom)}
            />
            <div className="row">
              {before !== undefined && <Button onClick={() => change({})}>The newest</Button>}
              {isMore(items, completeFrom) && (
                <Button onClick={() => change({ before: completeFrom })}>Older</Button>
              )}
            </div>
          </>
        )}
      </Answer>
    </Panel>
  );
}

/** Where something was left out, the answer is complete only from its oldest mark on. */
function isMore(items: readonly Schemas['Mark'][], completeFrom: string): boolean {
  const oldest = items.at(-1);
  return oldest !== undefined && Date.parse(completeFrom) >= Date.parse(oldest.at);
}

function Marks({ items, isMore }: { items: readonly Schemas['Mark'][]; isMore: boolean }) {
  if (items.length === 0) {
    return (
      <Empty
        title={isMore ? 'None among these: look further back.' : 'Nothing has changed in this period.'}
      />
    );
  }
  return (
    <ol className="system-marks">
      {items.map((mark) => (
        <MarkLine key={`${mark.at} ${mark.kind} ${mark.text}`} {...mark} />
      ))}
    </ol>
  );
}

function MarkLine({ at, kind, text, jobName, by, reason }: Schemas['Mark']) {
  const [, glyph, word] = MARK_WORDS[kind];
  return (
    <li>
      <span className="numbers soft">
        <Instant at={at} />
      </span>
      <span className="mark">
        <span className="mark-glyph" aria-hidden="true">
          {glyph}
        </span>
        {word}
      </span>
      <span className="system-text">
        {text}
        {jobName !== null && (
          <>
            {' '}
            <Link to="/jobs/$jobName" params={{ jobName }}>
              Open job
            </Link>
          </>
        )}
        {(by !== null || reason !== null) && (
          <span className="system-second">{[by && `by ${by}`, reason].filter(Boolean).join(': ')}</span>
        )}
      </span>
    </li>
  );
}
