/** A dialog that an add-in wants inside Outlook's page. */
export interface DialogRequest {
  readonly url: string;
  /** Share of Outlook's window, 10 to 100. */
  readonly widthPercent: number;
  readonly heightPercent: number;
}

/** What a frame asks of the page around it. What is left out is not supported there. */
export interface RuntimeCallbacks {
  readonly closePane?: () => void;
  /** The keyboard focus leaves the frame: to what follows, to what stands before, or because of Esc. */
  readonly leave?: (where: 'next' | 'previous' | 'escape') => void;
  /** The page is ready for the functions of buttons. */
  readonly commandsReady?: () => void;
  readonly commandDone?: (commandId: string, succeeded: boolean) => void;
  readonly openDialog?: (dialog: DialogRequest) => void;
  /** The add-in closes the dialog that it opened. */
  readonly closeDialog?: () => void;
  /** To the dialog that the frame opened. */
  readonly messageToDialog?: (text: string) => void;
  /** From a dialog to the frame that opened it. */
  readonly messageToParent?: (text: string) => void;
}
