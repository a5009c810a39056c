import { useMay } from '../../app-context.js';
import { NoPermission } from '../../parts/answer.js';
import { DryRun } from './dry-run.js';
import { TestMessage } from './test-message.js';

/** Whether messages arrive, and what rules would have told: for who may change them. */
export function TryIt() {
  const may = useMay();
  if (!may('configure')) {
    return <NoPermission detail="Test messages and dry runs are for those who may configure alerts." />;
  }
  return (
    <>
      <TestMessage />
      <DryRun />
    </>
  );
}
