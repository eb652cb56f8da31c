/**
 * The part of @microsoft/office-js-helpers 1.0.2 that is used. Its own declarations bring another version of Office's types,
 * which would mix with ours.
 */
declare module '@microsoft/office-js-helpers/dist/office.helpers.min.js' {
  export class Dialog<T> {
    /** Sizes in CSS pixels. Throws DialogError for an address that is not https. */
    constructor(url: string, width: number, height: number);
    /** Opens it when it is read for the first time. Rejects with DialogError, whose `innerError` says why. */
    readonly result: Promise<T>;
    /** In the dialog's page: sends the message to the page that opened it. */
    static close(message: string): void;
  }
}
