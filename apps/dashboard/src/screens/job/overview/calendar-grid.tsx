import { memo, useState, type KeyboardEvent } from 'react';
import { STATUS_LOOKS } from '../../../theme/states.js';
import { format } from '../../../time/words.js';
import { cellInWords } from './cell-words.js';
import { keyOf, type HeatCell, type HeatMap } from './heat-map.js';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const STEPS: Readonly<Record<string, readonly [day: number, hour: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface CalendarGridProps {
  readonly map: HeatMap;
  readonly zone: string;
  /** Called with what the pointer or the focus is on. */
  readonly onLook: (cell: HeatCell) => void;
  readonly onOpen: (cell: HeatCell) => void;
}

/** Days beside each other, hours below each other. One cell is in the order of the page, the arrow keys reach the others. */
export const CalendarGrid = memo(function CalendarGrid({ map, zone, onLook, onOpen }: CalendarGridProps) {
  const { days, cells, most } = map;
  const [chosen, setChosen] = useState<string | null>(null);
  const newest = [...cells.values()].filter(({ worst }) => worst !== null).at(-1);
  const reachable = chosen !== null && cells.has(chosen) ? chosen : newest && keyOf(newest);
  const move = (event: KeyboardEvent<HTMLElement>, { day, hour }: HeatCell) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const found = neighbour(map, days.indexOf(day), hour, step);
    if (found) document.getElementById(idOf(found))?.focus();
  };
  return (
    <div className="table-scroll calendar-scroll" role="region" aria-label="Calendar" tabIndex={0}>
      <table className="calendar">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">Hour</span>
            </th>
            {days.map((day, index) => (
              <th key={day} scope="col" title={day}>
                <span className="unseen">{day}</span>
                <span className="calendar-day" aria-hidden="true">
                  <span>{monthAt(day, index)}</span>
                  <span>{Number(day.slice(8))}</span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {HOURS.map((hour) => (
            <tr key={hour}>
              <th scope="row">{String(hour).padStart(2, '0')}</th>
              {days.map((day) => {
                const cell = cells.get(keyOf({ day, hour }));
                if (!cell) return <td key={day} />;
                return (
                  <td key={day}>
                    <button
                      type="button"
                      id={idOf(cell)}
                      className="calendar-cell"
                      tabIndex={keyOf(cell) === reachable ? 0 : -1}
                      aria-label={cellInWords(cell, zone)}
                      onClick={() => onOpen(cell)}
                      onFocus={() => {
                        setChosen(keyOf(cell));
                        onLook(cell);
                      }}
                      onMouseEnter={() => onLook(cell)}
                      onKeyDown={(event) => move(event, cell)}
                    >
                      <Look cell={cell} most={most} />
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

/** What completed is a filled square, the more the fuller; what did not has its glyph; what is to come is a dot. */
function Look({ cell: { worst, counts, planned }, most }: { cell: HeatCell; most: number }) {
  if (worst === null) return <span aria-hidden="true">{planned > 0 ? STATUS_LOOKS.pending.glyph : ''}</span>;
  const { colour, glyph } = STATUS_LOOKS[worst];
  if (worst !== 'completed') {
    return (
      <span className="calendar-glyph" style={{ color: colour }} aria-hidden="true">
        {glyph}
      </span>
    );
  }
  const fill = 0.35 + (0.65 * (counts.completed ?? 0)) / most;
  return (
    <span className="calendar-fill" style={{ backgroundColor: colour, opacity: fill }} aria-hidden="true" />
  );
}

/** The next cell on the way; hours that a day lacks are passed over. */
function neighbour(
  { days, cells }: HeatMap,
  day: number,
  hour: number,
  [dayStep, hourStep]: readonly [number, number],
): HeatCell | null {
  for (
    let d = day + dayStep, h = hour + hourStep;
    days[d] !== undefined && h >= 0 && h < 24;
    d += dayStep, h += hourStep
  ) {
    const cell = cells.get(keyOf({ day: days[d], hour: h }));
    if (cell) return cell;
  }
  return null;
}

function idOf(cell: HeatCell): string {
  return `calendar-${keyOf(cell).replace(' ', '-')}`;
}

/** The month, above the days with which it begins to be shown. */
function monthAt(day: string, index: number): string {
  return index === 0 || day.endsWith('-01')
    ? format('month', { month: 'short', timeZone: 'UTC' }).format(Date.parse(day))
    : '';
}
