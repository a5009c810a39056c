import { Link } from '@tanstack/react-router';
import { bothClocks, count, timeOfDay } from '../../../time/words.js';
import { nameOf, type LogLine } from './log-line.js';

interface LogRowProps {
  readonly line: LogLine;
  readonly before: LogLine | undefined;
  readonly isSought: boolean;
  readonly measure: (element: Element | null) => void;
  readonly index: number;
  readonly count: number;
  /** Pixels. */
  readonly top: number;
}

/** One line, with what has to be said before it. Its number leads to it. */
export function LogRow({ line, before, isSought, measure, index, count: all, top }: LogRowProps) {
  const { attempt, sequence, at, level, context, text, dropped } = line;
  const instant = Date.parse(at);
  const name = nameOf(line);
  const isNextAttempt = attempt !== (before?.attempt ?? 1);
  return (
    <div
      ref={measure}
      className="log-row"
      role="listitem"
      aria-setsize={all}
      aria-posinset={index + 1}
      data-index={index}
      data-line={name}
      data-level={level}
      data-sought={isSought || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {isNextAttempt && <p className="log-between">Attempt {attempt}</p>}
      {dropped > 0 && (
        <p className="log-between">
          {count(dropped)} {dropped === 1 ? 'line is' : 'lines are'} not kept
        </p>
      )}
      <div className="log-line">
        <Link
          to="."
          search={(search) => ({ ...search, line: name })}
          replace
          resetScroll={false}
          className="log-number"
          aria-label={`Line ${sequence} of attempt ${attempt}`}
        >
          {sequence}
        </Link>
        <time dateTime={at} title={bothClocks(instant, 'UTC')} className="log-time">
          {timeOfDay(instant)}
        </time>
        <span className="log-level">{level}</span>
        <span className="log-text">
          {context !== null && <span className="log-context">{context} </span>}
          {text}
        </span>
      </div>
    </div>
  );
}
