import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Schemas } from '../../api/client.js';
import {
  EXECUTIONS,
  executionsQuery,
  usualDurationsQuery,
  type Execution,
  type ExecutionFilters,
} from '../../api/executions.js';
import { useApi } from '../../app-context.js';
import { useAskAgain } from '../../live/ask-again.js';
import { usePolling } from '../../live/follow.js';
import { useClock } from '../../time/now.js';
import { count } from '../../time/words.js';
import { Answer, Empty } from '../answer.js';
import { Button } from '../button.js';
import { ExecutionsTable } from './executions-table.js';
import { useHeldRows } from './held-rows.js';
import { ListNews } from './list-news.js';
import { newerOf, seenOf } from './seen-window.js';

/** Where in a list somebody is, for the address. */
export interface ExecutionsPlace {
  readonly cursor?: string;
  /** When the first page was opened: its cursors belong to that. */
  readonly seen?: string;
}

interface ExecutionsListProps {
  readonly name: string;
  readonly filters: ExecutionFilters;
  readonly place: ExecutionsPlace;
  readonly onPlace: (place: ExecutionsPlace) => void;
  /** False where all are of one job. */
  readonly withJob?: boolean;
  /** Whether to say how many there are. */
  readonly counted?: boolean;
  /** In the place of what there is none of. */
  readonly none?: ReactNode;
}

/** Executions a page at a time. Their state is kept up to date; those that come are counted above, and not put between. */
export function ExecutionsList(props: ExecutionsListProps) {
  return <Opened key={JSON.stringify(props.filters)} {...props} />;
}

function Opened({ name, filters, place, onPlace, withJob, counted, none }: ExecutionsListProps) {
  const api = useApi();
  const clock = useClock();
  const [opened, setOpened] = useState(() => new Date(clock()).toISOString());
  const seen = place.seen ?? opened;
  const refetchInterval = usePolling();
  useAskAgain('jobs', [EXECUTIONS]);
  const page = useQuery({
    ...executionsQuery(api, {
      ...seenOf(filters, seen),
      ...(place.cursor !== undefined && { cursor: place.cursor }),
      ...(counted && { count: 'capped' }),
    }),
    refetchInterval,
    placeholderData: keepPreviousData,
  });
  const showNewest = () => {
    setOpened(new Date(clock()).toISOString());
    onPlace({});
  };
  return (
    <Answer query={page} what="executions">
      {({ items, page: { next, previous }, total }) => (
        <div className="stack">
          <Rows
            // what is shown while the next page comes is still the one before
            key={page.isPlaceholderData ? 'before' : `${seen} ${place.cursor}`}
            name={name}
            items={items}
            total={total}
            isCut={next !== null}
            newer={newerOf(filters, seen)}
            onNewest={showNewest}
            withJob={withJob}
            none={none}
          />
          {(next !== null || previous !== null) && (
            <nav className="executions-pager" aria-label="Pages">
              <Button disabled={previous === null} onClick={() => onPlace({ cursor: previous!, seen })}>
                Newer
              </Button>
              <Button disabled={next === null} onClick={() => onPlace({ cursor: next!, seen })}>
                Older
              </Button>
              {place.cursor !== undefined && (
                <Button kind="quiet" onClick={showNewest}>
                  To the newest
                </Button>
              )}
            </nav>
          )}
        </div>
      )}
    </Answer>
  );
}

interface RowsProps extends Pick<ExecutionsListProps, 'name' | 'withJob' | 'none'> {
  readonly items: readonly Execution[];
  readonly total: Schemas['ExecutionPage']['total'];
  /** Whether there are older ones. */
  readonly isCut: boolean;
  readonly newer: ExecutionFilters | null;
  readonly onNewest: () => void;
}

const keyOf = ({ id }: Execution) => id;

function Rows({ name, items, total, isCut, newer, onNewest, withJob, none }: RowsProps) {
  const { data: p95 } = useQuery(usualDurationsQuery(useApi()));
  const { rows, news, gone } = useHeldRows(items, keyOf, isCut);
  return (
    <>
      <div className="list-head">
        <p className="soft">{total && totalInWords(total)}</p>
        <News filters={newer} joined={news} gone={gone} onUpdate={onNewest} />
      </div>
      {rows.length === 0 ? (
        (none ?? <Empty title="No executions." />)
      ) : (
        <ExecutionsTable name={name} rows={rows} p95={p95} withJob={withJob} />
      )}
    </>
  );
}

function totalInWords({ value, relation }: NonNullable<RowsProps['total']>): string {
  return `${count(value)}${relation === 'gte' ? ' or more' : ''} ${value === 1 ? 'execution' : 'executions'}`;
}

interface NewsProps {
  readonly filters: ExecutionFilters | null;
  /** What has come to be one of them, and was there before. */
  readonly joined: number;
  readonly gone: number;
  readonly onUpdate: () => void;
}

/** How many have come since. */
function News({ filters, joined, gone, onUpdate }: NewsProps) {
  const { data } = useQuery({
    ...executionsQuery(useApi(), { ...filters, limit: 1, count: 'capped' }),
    refetchInterval: usePolling(),
    enabled: filters !== null,
  });
  const { value = 0, relation = 'eq' } = (filters && data?.total) || {};
  return <ListNews news={value + joined} isLeast={relation === 'gte'} gone={gone} onUpdate={onUpdate} />;
}
