/** Days after the end of a service in which its provider may still read name and phone (C3). */
export const CONTACT_DAYS_AFTER_END = 30;
