import { IsText } from '../api/validators.js';

/** The ticket of a link that is good for one sign-in: what it has behind `#ticket=`. */
export class TicketDto {
  @IsText(1, 200) ticket!: string;
}
