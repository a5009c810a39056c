import { count } from '../../time/words.js';

const [WIDTH, GAP, HEIGHT] = [4, 1, 22];

interface CourseProps {
  /** Counts of equal parts of a stretch of time, oldest first. */
  readonly counts: readonly number[];
  /** What is counted, and over which time: `Failures in 7 days`. */
  readonly label: string;
  /** A custom property of `tokens.css`. Default: that of failures. */
  readonly colour?: string;
}

/** How often something happened, in so little room that only its shape is seen. */
export function Course({ counts, label, colour = '--state-failed' }: CourseProps) {
  const most = Math.max(1, ...counts);
  const width = counts.length * (WIDTH + GAP);
  return (
    <svg
      className="course"
      role="img"
      aria-label={`${label}: ${inWords(counts)}`}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
    >
      <path d={`M0 ${HEIGHT - 0.5} H${width}`} style={{ stroke: 'var(--line-strong)' }} strokeWidth="1" />
      {counts.map((many, part) => {
        const height = many === 0 ? 0 : Math.max(2, ((HEIGHT - 2) * many) / most);
        return (
          <rect
            // a part has no other name than its place
            key={part}
            x={part * (WIDTH + GAP)}
            y={HEIGHT - 1 - height}
            width={WIDTH}
            height={height}
            style={{ fill: `var(${colour})` }}
          />
        );
      })}
    </svg>
  );
}

function inWords(counts: readonly number[]): string {
  const all = counts.reduce((sum, one) => sum + one, 0);
  if (all === 0) return 'none';
  const late = counts.slice(Math.ceil(counts.length / 2)).reduce((sum, one) => sum + one, 0);
  const share = late / all;
  const when = share > 0.75 ? ', mostly lately' : share < 0.25 ? ', mostly long ago' : '';
  return `${count(all)}${when}`;
}
