import type { UseQueryResult } from '@tanstack/react-query';
import { timeOfDay } from '../time/words.js';
import { Button } from './button.js';

interface AsOfProps {
  readonly query: Pick<UseQueryResult, 'dataUpdatedAt' | 'isFetching' | 'refetch'>;
}

/** When what no channel keeps up to date was asked for, and a way to ask again; nothing before it has come. */
export function AsOf({ query: { dataUpdatedAt, isFetching, refetch } }: AsOfProps) {
  // there is no answer yet
  if (dataUpdatedAt === 0) return null;
  return (
    <span className="row soft">
      As of <span className="numbers">{timeOfDay(dataUpdatedAt)}</span>
      <Button kind="quiet" busy={isFetching} onClick={() => void refetch()}>
        Look again
      </Button>
    </span>
  );
}
