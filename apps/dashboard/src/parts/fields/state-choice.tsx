import type { StateLook } from '../../theme/states.js';
import { count } from '../../time/words.js';
import { Mark } from '../values/marks.js';
import './filters.css';

interface StateChoiceProps<State extends string> {
  /** Those that can be chosen, in their order. */
  readonly states: readonly State[];
  readonly looks: Readonly<Record<State, StateLook>>;
  readonly chosen: readonly State[];
  /** None means all. */
  readonly onChange: (chosen: readonly State[] | undefined) => void;
  /** How many there are of each, where that is known. */
  readonly counts?: ReadonlyMap<State, number>;
}

/** States to choose from, each on or off. */
export function StateChoice<State extends string>(props: StateChoiceProps<State>) {
  const { states, looks, chosen, onChange, counts } = props;
  const turn = (state: State) => {
    const next = states.filter((one) => (one === state ? !chosen.includes(one) : chosen.includes(one)));
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <div className="row" role="group" aria-label="States">
      {states.map((state) => (
        <button
          key={state}
          type="button"
          className="state-choice"
          aria-pressed={chosen.includes(state)}
          onClick={() => turn(state)}
        >
          <Mark look={looks[state]} />
          {counts && ` ${count(counts.get(state) ?? 0)}`}
        </button>
      ))}
    </div>
  );
}
