import type { XmlElement } from '../xml/tree.ts';
import {
  called,
  InvalidManifest,
  neededAttribute,
  neededPart,
  neededText,
  part,
  parts,
} from './manifest-element.ts';
import type {
  CommandAction,
  CommandButton,
  CommandGroup,
  CommandMenu,
  ControlFace,
  Icon,
} from './manifest-model.ts';
import type { Resources } from './manifest-resources.ts';

/** The groups of an extension point, in order, of all its tabs. Throws InvalidManifest. */
export function readGroups(extensionPoint: XmlElement, resources: Resources): readonly CommandGroup[] {
  const tabs = [...parts(extensionPoint, 'OfficeTab'), ...parts(extensionPoint, 'CustomTab')];
  if (tabs.length === 0) throw new InvalidManifest(`${called(extensionPoint)} has no tab`, extensionPoint);
  return tabs.flatMap((tab) => parts(tab, 'Group')).map((group) => readGroup(group, resources));
}

function readGroup(element: XmlElement, resources: Resources): CommandGroup {
  return {
    id: neededAttribute(element, 'id'),
    label: resources.shortString(neededPart(element, 'Label')),
    controls: parts(element, 'Control').map((control) => readControl(control, resources)),
  };
}

function readControl(element: XmlElement, resources: Resources): CommandButton | CommandMenu {
  const type = neededAttribute(element, 'type');
  if (type === 'Button') return readButton(element, resources);
  if (type === 'Menu') return readMenu(element, resources);
  throw new InvalidManifest(`${called(element)} is of the unknown type ${type}`, element);
}

function readMenu(element: XmlElement, resources: Resources): CommandMenu {
  const items = parts(neededPart(element, 'Items'), 'Item').map((item) => readButton(item, resources));
  return { kind: 'menu', ...readFace(element, resources), items };
}

function readButton(element: XmlElement, resources: Resources): CommandButton {
  const action = readAction(neededPart(element, 'Action'), resources);
  return { kind: 'button', ...readFace(element, resources), action };
}

function readFace(element: XmlElement, resources: Resources): ControlFace {
  const tooltip = neededPart(element, 'Supertip');
  return {
    id: neededAttribute(element, 'id'),
    label: resources.shortString(neededPart(element, 'Label')),
    tooltip: {
      title: resources.shortString(neededPart(tooltip, 'Title')),
      description: resources.longString(neededPart(tooltip, 'Description')),
    },
    icons: readIcons(element, resources),
  };
}

function readIcons(element: XmlElement, resources: Resources): readonly Icon[] {
  const images = parts(part(element, 'Icon'), 'Image');
  const icons = images.map((image) => {
    const size = Number(neededAttribute(image, 'size'));
    if (!Number.isInteger(size) || size <= 0)
      throw new InvalidManifest(`An <Image> of ${called(element)} has no size in pixels`, image);
    return { size, url: resources.image(image) };
  });
  return icons.toSorted((one, other) => one.size - other.size);
}

function readAction(element: XmlElement, resources: Resources): CommandAction {
  const type = neededAttribute(element, 'type');
  if (type === 'ExecuteFunction')
    return { kind: 'execute-function', functionName: neededText(element, 'FunctionName') };
  if (type === 'ShowTaskpane')
    return {
      kind: 'show-taskpane',
      url: resources.url(neededPart(element, 'SourceLocation')),
      supportsPinning: part(element, 'SupportsPinning')?.text.trim() === 'true',
    };
  throw new InvalidManifest(`<Action> is of the unknown type ${type}`, element);
}
