import { useQuery } from '@tanstack/react-query';
import { answerOf } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { Fact, Facts, Panel } from '../../parts/panel.js';
import { count } from '../../time/words.js';
import { scalingInWords } from './instance-words.js';

/** How many instances the work there is would occupy. */
export function ScalingPanel() {
  const api = useApi();
  const query = useQuery({
    queryKey: ['scaling'],
    queryFn: ({ signal }) => answerOf(api.GET('/scaling', { signal })),
    refetchInterval: 10_000,
  });
  return (
    <Panel title="Scaling">
      <Answer query={query} what="the scaling signal">
        {(signal) => (
          <>
            <p>{scalingInWords(signal)}</p>
            <Facts>
              <Fact name="Instances wanted">{count(signal.desiredWorkers)}</Fact>
              <Fact name="Instances that run jobs">{count(signal.workers)}</Fact>
              <Fact name="Running">{count(signal.running)}</Fact>
              <Fact name="Waiting for an instance">{count(signal.waiting)}</Fact>
              <Fact name={`Due within ${signal.ahead} s`}>{count(signal.dueSoon)}</Fact>
              <Fact name="Executions per instance">{count(signal.perWorker)}</Fact>
            </Facts>
          </>
        )}
      </Answer>
    </Panel>
  );
}
