import { STATUSES, type Status } from '../../theme/states.js';
import { StatusMark } from '../values/marks.js';
import './status-filter.css';

interface StatusFilterProps {
  readonly chosen: readonly Status[];
  readonly onChosen: (statuses: Status[]) => void;
}

/** States to choose from, each on or off; none means all. */
export function StatusFilter({ chosen, onChosen }: StatusFilterProps) {
  const turn = (status: Status) =>
    STATUSES.filter((one) => (one === status ? !chosen.includes(one) : chosen.includes(one)));
  return (
    <div className="row" role="group" aria-label="States">
      {STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          className="status-choice"
          aria-pressed={chosen.includes(status)}
          onClick={() => onChosen(turn(status))}
        >
          <StatusMark status={status} />
        </button>
      ))}
    </div>
  );
}
