import type { Incident, IncidentEvent } from '../incidents/incident.js';
import type { AlertMessage } from './alert-message.js';
import { composeMessage } from './compose-message.js';
import type { MessageFactsReader } from './message-facts.reader.js';

/** Writes the message of something new about an incident, from what is on record. */
export class MessageComposer {
  constructor(private readonly facts: Pick<MessageFactsReader, 'read'>) {}

  /** Never fails because of the record: what can't be read within 2 s is left out of the message. */
  async compose(incident: Incident, event: IncidentEvent): Promise<AlertMessage> {
    return composeMessage(await this.facts.read(incident, event));
  }
}
