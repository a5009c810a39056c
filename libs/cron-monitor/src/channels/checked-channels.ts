import { invalidOption } from '../invalid-option.js';
import type { AlertChannel } from './alert-channel.js';

const MOST_AT_ONCE = 20;
const EXAMPLE = 'write channels: [slackChannel({ webhookUrl })], or an object with a name and send()';

/**
 * @param active false under NODE_ENV=test: nothing is sent, so that secrets may be missing
 * @throws TrackedCronError `INVALID_OPTION`, also where a channel's own check says so
 */
export async function checkedChannels(given: unknown, active: boolean): Promise<readonly AlertChannel[]> {
  if (!Array.isArray(given)) throw invalidOption(`channels must be a list: ${EXAMPLE}.`);
  const channels = given.map(checkedChannel);
  const names = channels.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw invalidOption(
      `there are two channels "${twice}": routes can't tell them apart, give one another name.`,
    );
  for (const channel of active ? channels : []) {
    try {
      await channel.check?.();
    } catch (error) {
      throw invalidOption(
        `channel "${channel.name}": ${error instanceof Error ? error.message : String(error)}`,
        error,
      );
    }
  }
  return channels;
}

function checkedChannel(given: unknown, index: number): AlertChannel {
  const channel = given as Partial<AlertChannel> | null | undefined;
  if (typeof channel?.send !== 'function')
    throw invalidOption(`channels[${index}] can send nothing: ${EXAMPLE}.`);
  if (typeof channel.name !== 'string' || !/^[A-Za-z0-9_-]{1,60}$/.test(channel.name))
    throw invalidOption(
      `channels[${index}].name must be 1 to 60 letters, digits, _ and -: it is what routes call the channel.`,
    );
  const { concurrency = 1 } = channel;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MOST_AT_ONCE)
    throw invalidOption(
      `channels[${index}].concurrency must be a whole number from 1 to ${MOST_AT_ONCE}: how many messages it takes at the same time.`,
    );
  return channel as AlertChannel;
}
