/** What the add-in's surroundings say in words of their own. */
export interface HostWords {
  readonly close: string;
  readonly pin: string;
  readonly unpin: string;
  readonly dismiss: string;
  readonly commands: string;
  readonly moreCommands: string;
  readonly notifications: string;
  readonly information: string;
  readonly progress: string;
  readonly error: string;
  working(name: string): string;
}

const en: HostWords = {
  close: 'Close',
  pin: 'Pin: keep the pane open with other items',
  unpin: 'Unpin: close the pane with the item',
  dismiss: 'Dismiss',
  commands: 'Commands',
  moreCommands: 'More commands',
  notifications: 'Messages from add-ins',
  information: 'Information',
  progress: 'In progress',
  error: 'Error',
  working: (name) => `${name} is working on your request.`,
};

const de: HostWords = {
  close: 'Schließen',
  pin: 'Anheften: Der Bereich bleibt bei anderen Elementen offen',
  unpin: 'Lösen: Der Bereich schließt sich mit dem Element',
  dismiss: 'Ausblenden',
  commands: 'Befehle',
  moreCommands: 'Weitere Befehle',
  notifications: 'Meldungen von Add-Ins',
  information: 'Hinweis',
  progress: 'In Arbeit',
  error: 'Fehler',
  working: (name) => `${name} bearbeitet Ihre Anforderung.`,
};

/** German for `de…`, English for the rest. */
export function hostWords(language: string): HostWords {
  return language.toLowerCase().startsWith('de') ? de : en;
}
