//! Every word of invoices, in English and Chinese side by side. Sentences have places in braces for what is filled in.

use crate::report::Language;
use crate::report::bilingual::bilingual;
pub(super) use crate::report::bilingual::say;

bilingual! { Language;
    frame:
        "A user of {segment} that wants {usage} Mtok a day, {wanted} Mtok in a month of {month} days; prices of {date}, in {currency}.",
        "{segment} 的一位用户，每天需要 {usage} 百万 token，每月（{month} 天）{wanted} 百万 token；价格为 {date} 的价格，单位 {currency}。";
    product: "product", "产品";
    plan: "plan", "方案";
    kind: "kind", "类型";
    served: "served, Mtok/month", "可用量（百万/月）";
    monthly: "{currency}/month", "{currency}/月";
    average: "{currency}/Mtok", "{currency}/百万";
    cheapest: "cheapest", "最省";
    not_considered: "not considered: misses a requirement of the segment", "不予考虑：不满足该用户群的要求";
    none: "–", "–";
    what: "for", "项目";
    quantity: "quantity", "数量";
    price: "price", "单价";
    amount: "amount, {currency}", "金额（{currency}）";
    total: "total", "合计";
    bill_month: "{product}, {plan}: the bill of a month", "{product}，{plan}：一个月的账单";
    bill_term: "{product}, {plan}: the bill of a term of {months} months", "{product}，{plan}：{months} 个月合约期的账单";
    mtok: "Mtok", "百万 token";
    months: "months", "个月";
    packages: "packages", "个";
    units: "unit-months", "单位·月";
    input: "input", "输入";
    cached: "cached input", "命中缓存的输入";
    output: "output", "输出";
    batch: "{sort}, batch", "{sort}，批处理";
    off_peak: "{sort}, off-peak", "{sort}，错峰";
    long: "{sort}, long requests", "{sort}，长上下文";
    included: "contained in the plan", "方案内含";
    stopped: "wanted and not served", "超出限额，未提供";
    fee: "fee", "月费";
    package: "packages", "资源包";
    capacity: "capacity", "容量";
    shortfall: "promised and not used", "承诺未用部分";
    credit: "free credit", "赠送额度";
}
