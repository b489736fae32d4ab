import { memberInput } from '../factories/households.factory';

export const PASSWORD = 'a quiet morning by the river';
export const HEAD = memberInput({ name: '王桂芳', birthDate: '1949-03-02', phone: '13912345678' });
export const SHARED = ['identity', 'contact', 'address', 'need'];
export const HELP = { eat: 0, dress: 0, bed: 0, toilet: 0, walk: 2, bath: 2, groom: 0, continence: 0 };
export const GOODS = { worry: 1, quality: 1, amount: 1, skipped: 1, heat: 0, clothing: 0, hygiene: 0, utilities: 0 };
export const SUPPORT = {
  ...{ practical: 1, information: 1, emotional: 2, 'emergency-contact': 2 },
  ...{ kin: 2, neighbours: 1, organisations: 1, 'taking-part': 1 },
};
export const FAMILY = {
  ...{ side: 'family', field: 'inclusion', goal: '每天有人说话' },
  ...{ action: '女儿每天打电话', ownerName: '女儿' },
};
export const SELF = {
  ...{ side: 'self', field: 'capability', goal: '每天走一走' },
  ...{ action: '早饭后在院子里走二十分钟', ownerName: '王桂芳' },
};
