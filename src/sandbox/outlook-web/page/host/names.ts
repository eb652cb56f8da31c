/** Events that add-ins register, by the names of the wire. */
export const EVENTS = {
  item: 'olkItemSelectedChanged',
  theme: 'officeThemeChanged',
  recipients: 'olkRecipientsChanged',
  time: 'olkAppointmentTimeChanged',
  attachments: 'olkAttachmentsChanged',
  locations: 'olkEnhancedLocationsChanged',
  infobar: 'olkInfobarClicked',
  command: 'appCommandInvoked',
  dialogMessage: 'dialogMessageReceived',
  parentMessage: 'dialogParentMessageReceived',
} as const;

/** What frames tell their host of focus and keys (ContextActivationManager_notifyHost). */
export const AGAVE_ACTIONS = {
  previousRegion: 5,
  nextRegion: 6,
  tabOut: 13,
  shiftTabOut: 14,
  escape: 15,
  nothingToFocus: 17,
  nothingToFocusBackwards: 18,
} as const;

/** What the host tells frames when Ctrl+F6 brings the focus to them (Office_notifyAgave). */
export const FOCUS_IN = 4;
