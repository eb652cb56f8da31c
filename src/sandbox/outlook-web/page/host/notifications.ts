/** A message of an add-in above an item, as notificationMessages keeps it. */
export interface NotificationMessage {
  /** At most 32 characters, unique on the item. */
  readonly key: string;
  readonly type: 'informationalMessage' | 'progressIndicator' | 'errorMessage' | 'insightMessage';
  /** At most 150 characters. */
  readonly message: string;
  /** Id of an image in the manifest; '' where there is none. */
  readonly icon: string;
  /** Stays when another item is opened and this one again. */
  readonly persistent: boolean;
}
