import type { StoryCompany } from './types.ts';

/**
 * The firm's clients and those that might become clients. Phone numbers are from the ranges that regulators keep for
 * films (Bundesnetzagentur, Ofcom, NANPA); Switzerland has none, so +41 .. 000 stands for it.
 */
export const COMPANIES: readonly StoryCompany[] = [
  company(
    'hartmann',
    'Hartmann Antriebstechnik GmbH',
    'München',
    'DE',
    'Drives and gearboxes',
    '+49 89 99998 1',
  ),
  company('lindenau', 'Lindenau Pumpen AG', 'Winterthur', 'CH', 'Pumps', '+41 52 000 10 '),
  company('bexley', 'Bexley Rail Components Ltd', 'Sheffield', 'GB', 'Rail components', '+44 114 496 01'),
  company('corvara', 'Corvara Robotics SA', 'Lausanne', 'CH', 'Robotics', '+41 21 000 20 '),
  company('northgate', 'Northgate Turbines plc', 'Newcastle upon Tyne', 'GB', 'Turbines', '+44 191 498 02'),
  company('sonnfeld', 'Sonnfeld Solar GmbH', 'Frankfurt am Main', 'DE', 'Solar parks', '+49 69 90009 2'),
  company('hudson', 'Hudson Cold Chain Inc.', 'New York', 'US', 'Refrigeration', '+1 212 555 01'),
  company(
    'rietmann',
    'Rietmann Textilmaschinen AG',
    'St. Gallen',
    'CH',
    'Textile machines',
    '+41 71 000 30 ',
  ),
  company('elbwerft', 'Elbwerft Verbund GmbH', 'Hamburg', 'DE', 'Shipyards', '+49 40 66969 3'),
  company('mellor', 'Mellor & Pike Insurance Brokers', 'London', 'GB', 'Insurance', '+44 20 7946 04'),
  company('tresa', 'Tresa Medical Devices SA', 'Lugano', 'CH', 'Medical devices', '+41 91 000 40 '),
  company('brightwell', 'Brightwell Sensors Ltd', 'Cambridge', 'GB', 'Sensors', '+44 1632 9605'),
];

/** `phone` is the number without its last two digits; the switchboard ends in 00. */
function company(
  key: string,
  name: string,
  city: string,
  country: string,
  industry: string,
  phone: string,
): StoryCompany {
  return { key, name, domain: `${key}.example`, city, country, industry, phone: `${phone}00` };
}
