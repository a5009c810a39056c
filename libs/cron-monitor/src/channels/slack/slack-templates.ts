import type { AlertMessage } from '../../alerts/alert-message.js';
import type { SlackBlock } from './slack-block.js';
import { beyondSlackLimits } from './slack-limits.js';
import type { SlackTemplate } from './slack.options.js';

/**
 * The blocks of a template of the host.
 * @param complain told why they can't be used
 * @returns null where ours are to be used
 */
export function blocksOfTemplate(
  template: SlackTemplate,
  message: AlertMessage,
  complain: (why: string) => void,
): readonly SlackBlock[] | null {
  try {
    const blocks = template(message);
    const problem = beyondSlackLimits(blocks);
    if (problem === null) return blocks;
    complain(`makes blocks that Slack would refuse: ${problem}`);
  } catch (error) {
    complain(`throws ${String(error).slice(0, 300)}`);
  }
  return null;
}
