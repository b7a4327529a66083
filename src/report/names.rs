//! What measures and happenings are called by a reader, in both languages.

use super::language::Language;
use crate::measures::{Kind, definition};

/// Label of a measure or a happening: the table's words, or its machine name where the table has none.
pub fn label(name: &str, language: Language) -> String {
    let found = LABELS.iter().find(|(key, ..)| *key == name);
    match (found, language) {
        (Some((_, english, _)), Language::English) => (*english).to_owned(),
        (Some((_, _, chinese)), Language::Chinese) => (*chinese).to_owned(),
        (None, _) => name.to_owned(),
    }
}

/// Meaning of a measure, in English as the catalogue has it.
pub fn meaning(name: &str, kind: Kind) -> &'static str {
    definition(name, kind).map_or("", |definition| definition.meaning)
}

const LABELS: &[(&str, &str, &str)] = &[
    ("price_blended", "Effective price", "有效价格"),
    ("price_change", "Change of the effective price", "有效价格变化"),
    ("lambda", "Fitted rate of fall of the price", "价格拟合下降速率"),
    ("price_cuts", "Price cuts", "降价次数"),
    ("first_cut_day", "Day of the first cut", "首次降价日"),
    ("cut_median", "Median size of a cut", "降价幅度中位数"),
    ("tokens_per_day", "Tokens sold a day", "日均 token 销量"),
    ("volume_growth", "Growth of tokens sold", "token 销量增长"),
    ("users", "Users", "用户数"),
    ("adoption", "Adoption", "采用率"),
    ("aware", "Awareness", "知晓率"),
    ("hhi_tokens", "HHI of tokens", "token 份额 HHI"),
    ("hhi_revenue", "HHI of revenue", "收入份额 HHI"),
    ("cr3", "Share of the three largest", "前三家份额（CR3）"),
    ("revenue", "Revenue", "收入"),
    ("profit", "Profit", "利润"),
    ("margin_gross", "Gross margin", "毛利率"),
    ("margin_gross_end", "Gross margin in the end", "期末毛利率"),
    ("margin_operating", "Operating margin", "营业利润率"),
    ("consumer_surplus", "Consumer surplus", "消费者剩余"),
    ("producer_surplus", "Producer surplus", "生产者剩余"),
    ("welfare", "Welfare", "社会福利"),
    ("exits", "Exits", "退出厂商数"),
    ("share_tokens", "Share of tokens", "token 份额"),
    ("share_users", "Share of users", "用户份额"),
    ("share_revenue", "Share of revenue", "收入份额"),
    ("price_effective", "Effective price", "有效价格"),
    ("cash_end", "Cash in the end", "期末现金"),
    ("survived", "Chance of survival", "存活概率"),
    ("exit_day", "Day of exit", "退出日"),
    ("utilisation", "Utilisation", "利用率"),
    ("refused", "Tokens refused", "拒绝的 token 比例"),
    ("price_posted", "Posted price", "挂牌价"),
    ("unit_cost", "Unit cost", "单位成本"),
    ("markup", "Markup", "加价率"),
    ("price_cut", "price cut", "降价"),
    ("price_rise", "price rise", "涨价"),
    ("launch", "launch", "发布"),
    ("release", "better version", "升级"),
    ("withdrawal", "withdrawal", "下架"),
    ("entry", "entry", "进入市场"),
    ("exit", "exit", "退出市场"),
    ("cost_shock", "cost shock", "成本冲击"),
    ("demand_shock", "demand shock", "需求冲击"),
    ("outage", "outage", "服务中断"),
    ("recovery", "recovery", "恢复服务"),
    ("overload", "overload", "过载"),
    ("order", "hardware order", "订购硬件"),
    ("delivery", "hardware delivery", "硬件到货"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::CATALOGUE;

    #[test]
    fn every_measure_has_words() {
        for definition in CATALOGUE {
            assert!(
                LABELS.iter().any(|(key, ..)| *key == definition.name),
                "{} has no label",
                definition.name
            );
        }
    }
}
