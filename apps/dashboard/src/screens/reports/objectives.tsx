import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { useMost } from '../../parts/tables/at-first.js';
import { ShowMore } from '../../parts/tables/show-more.js';
import { count, duration, percent } from '../../time/words.js';
import { objectivesQuery } from './reports.queries.js';

type Budget = Schemas['ObjectiveBudget'];

const route = getRouteApi('/reports');
const SHARES: Readonly<Record<Budget['share'], string>> = {
  successRate: 'good ends',
  availability: 'slots run',
};

/** How jobs, groups or owners stand with what was promised of them, what is nearest to its end first. */
export function Objectives() {
  const search = route.useSearch();
  const query = useQuery(objectivesQuery(useApi(), search));
  return (
    <Panel title="Objectives">
      <Answer query={query} what="objectives">
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">
              No job here has an objective. <code>alertThresholds.objective</code> of a job sets one.
            </p>
          ) : (
            <Budgets budgets={items} />
          )
        }
      </Answer>
    </Panel>
  );
}

function Budgets({ budgets }: { budgets: readonly Budget[] }) {
  const [most, more] = useMost();
  return (
    <>
      <DataTable name="All objectives" className="report-lines">
        <thead>
          <tr>
            <th scope="col">Of</th>
            <th scope="col">Promised</th>
            <th scope="col" className="number">
              Kept
            </th>
            <th scope="col" className="number">
              Bad
            </th>
            <th scope="col">Budget left</th>
            <th scope="col" className="number" title="How many times as fast as allowed the budget was used">
              Burn 1 h
            </th>
            <th scope="col" className="number">
              6 h
            </th>
            <th scope="col" className="number">
              Window
            </th>
          </tr>
        </thead>
        <tbody>
          {budgets.slice(0, most).map((budget) => (
            <BudgetRow key={`${nameOf(budget)} ${budget.share}`} budget={budget} />
          ))}
        </tbody>
      </DataTable>
      <ShowMore
        what="objectives"
        shown={Math.min(most, budgets.length)}
        total={budgets.length}
        onMore={more}
      />
    </>
  );
}

function BudgetRow({ budget }: { budget: Budget }) {
  const { jobName, share, target, windowMs, actual, bad, total, budgetLeft, burn } = budget;
  const within = windowMs === null ? 'over windows of their own' : `in ${duration(windowMs)}`;
  return (
    <tr>
      <th scope="row" className="report-name">
        {jobName === null ? (
          `${nameOf(budget)} (${count(budget.jobs)})`
        ) : (
          <Link to="/jobs/$jobName" params={{ jobName }}>
            {jobName}
          </Link>
        )}
      </th>
      <td>
        {percent(target)} {SHARES[share]}, {within}
      </td>
      <td className="number">{percent(actual)}</td>
      <td className="number">
        {count(bad)} of {count(total)}
      </td>
      <td>
        <BudgetLeft left={budgetLeft} />
      </td>
      <td className="number">{times(burn.hour)}</td>
      <td className="number">{times(burn.sixHours)}</td>
      <td className="number">{times(burn.window)}</td>
    </tr>
  );
}

/** @param left part of the budget; below 0 it is overdrawn */
function BudgetLeft({ left }: { left: number }) {
  return (
    <span className="budget" data-spent={left <= 0 || undefined}>
      <meter min={0} max={1} low={0.25} optimum={1} value={Math.max(0, left)} aria-label="Budget left" />
      <span className="numbers">{left <= 0 ? 'used up' : percent(left)}</span>
    </span>
  );
}

function nameOf({ jobName, group, owner }: Budget): string {
  return jobName ?? group ?? owner ?? 'none';
}

function times(burn: number): string {
  return `${Number(burn.toFixed(1))} ×`;
}
