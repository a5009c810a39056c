import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { clockTime } from '../../time/words.js';
import { Change } from './change.js';
import { changeOf, MEASURES, verdictInWords, type Measure, type Statistics } from './report-words.js';
import { statsBeforeQuery, type Asked } from './reports.queries.js';

const route = getRouteApi('/reports');

interface TwoPeriodsProps {
  readonly asked: Asked;
  readonly report: Schemas['StatisticsReport'];
}

/** All jobs together, in this period and in the one of the same length before. */
export function TwoPeriods({ asked, report }: TwoPeriodsProps) {
  const search = route.useSearch();
  const before = periodBefore(asked, report.to);
  const query = useQuery(statsBeforeQuery(useApi(), search, before));
  return (
    <Panel title="Better or worse?">
      <Answer query={query} what="the period before">
        {({ total }) => (
          <>
            <p className="report-verdict">{verdictInWords(report.total, total)}</p>
            <Table now={report.total} before={total} spans={[report, before]} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

const MINUTE_MS = 60_000;

/** To the minute, so that a window that goes on is not asked for anew each second. */
function periodBefore({ from, to }: Asked, end: string): { from: string; to: string } {
  const begin = Date.parse(from);
  const length = Date.parse(to ?? end) - begin;
  const whole = to === undefined ? Math.ceil(length / MINUTE_MS) * MINUTE_MS : length;
  return { from: new Date(Math.max(0, begin - whole)).toISOString(), to: from };
}

interface TableProps {
  readonly now: Statistics;
  readonly before: Statistics;
  readonly spans: readonly [now: Span, before: Span];
}

interface Span {
  readonly from: string;
  readonly to: string;
}

function Table({ now, before, spans }: TableProps) {
  const [own, old] = spans.map(
    ({ from, to }) => `${clockTime(Date.parse(from))} – ${clockTime(Date.parse(to))}`,
  );
  return (
    <DataTable name="Both periods" className="report-periods">
      <thead>
        <tr>
          <th scope="col">Measure</th>
          <th scope="col" className="number" title={own}>
            This period
          </th>
          <th scope="col" className="number" title={old}>
            Period before
          </th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {MEASURES.map((measure) => (
          <Row key={measure.name} measure={measure} now={now} before={before} />
        ))}
      </tbody>
    </DataTable>
  );
}

function Row({ measure, now, before }: { measure: Measure; now: Statistics; before: Statistics }) {
  const [own, old] = [measure.value(now), measure.value(before)];
  const written = (value: number | null) => (value === null ? '–' : measure.format(value));
  return (
    <tr>
      <th scope="row">{measure.name}</th>
      <td className="number">{written(own)}</td>
      <td className="number soft">{written(old)}</td>
      <td>
        <Change change={changeOf(measure, now, before)} />
      </td>
    </tr>
  );
}
