import { useQuery } from '@tanstack/react-query';
import { jobQuery } from '../../../api/queries.js';
import { useApi } from '../../../app-context.js';
import { Answer, Empty } from '../../../parts/answer.js';
import { Panel } from '../../../parts/panel.js';
import { OptionsTable } from '../configuration/options-table.js';

/** What has to be wrong for how long before somebody hears of it, as far as anybody said so. */
export function Thresholds({ jobName }: { jobName: string }) {
  const job = useQuery(jobQuery(useApi(), jobName));
  return (
    <Panel title="Thresholds">
      <Answer query={job} what="thresholds">
        {({ options: { alertThresholds } }) =>
          Object.keys(alertThresholds).length === 0 ? (
            <Empty title="Nobody has set any: the defaults hold." />
          ) : (
            <OptionsTable name={`Thresholds of ${jobName}`} options={alertThresholds} />
          )
        }
      </Answer>
    </Panel>
  );
}
