import { useRef } from 'react';
import { count } from '../../time/words.js';
import { Button } from '../button.js';
import { AT_FIRST } from './at-first.js';

interface ShowMoreProps {
  /** What they are: `jobs`. */
  readonly what: string;
  readonly shown: number;
  readonly total: number;
  readonly onMore: () => void;
}

/** Below a long list of which only the first rows are drawn: how many that is of all, and the way to more. */
export function ShowMore({ what, shown, total, onMore }: ShowMoreProps) {
  const place = useRef<HTMLParagraphElement>(null);
  if (total <= AT_FIRST) return null;
  const next = Math.min(total - shown, AT_FIRST);
  const isLast = shown + next === total;
  const more = () => {
    // the button is about to go: who pressed it stays where they are
    if (isLast) place.current?.focus();
    onMore();
  };
  return (
    <p className="row show-more" ref={place} tabIndex={-1}>
      <span role="status">
        {next > 0 ? `The first ${count(shown)} of ${count(total)} ${what}.` : `All ${count(total)} ${what}.`}
      </span>
      {next > 0 && <Button onClick={more}>Show {count(next)} more</Button>}
    </p>
  );
}
