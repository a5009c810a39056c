import type { Schemas } from '../../../api/client.js';
import { Fact, Facts } from '../../../parts/panel.js';
import { duration, percent } from '../../../time/words.js';

/** How it stands with what was promised. */
export function Objective({ objective }: { objective: Schemas['ObjectiveState'] }) {
  const { windowMs, successRate, availability } = objective;
  return (
    <>
      <h3>Objective, over {duration(windowMs)}</h3>
      <Facts>
        {successRate && <Share name="Good executions" share={successRate} />}
        {availability && <Share name="Slots that ran" share={availability} />}
      </Facts>
    </>
  );
}

function Share({
  name,
  share: { target, actual, budgetLeft },
}: {
  name: string;
  share: Schemas['ObjectiveShare'];
}) {
  return (
    <Fact name={name}>
      {percent(actual)} of {percent(target)}
      <br />
      <span className="soft">
        {budgetLeft < 0 ? 'The budget is overdrawn.' : `${percent(budgetLeft)} of the budget is left.`}
      </span>
    </Fact>
  );
}
