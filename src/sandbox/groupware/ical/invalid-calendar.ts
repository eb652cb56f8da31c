/** The text is not a calendar object that a calendar may hold; the message says why. */
export class InvalidCalendar extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidCalendar';
  }
}
