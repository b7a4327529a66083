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

/// Meaning of a measure: in English the catalogue's own line.
pub fn meaning(name: &str, kind: Kind, language: Language) -> &'static str {
    let english = definition(name, kind).map_or("", |definition| definition.meaning);
    match language {
        Language::English => english,
        Language::Chinese => {
            MEANINGS.iter().find(|(key, _)| *key == name).map_or(english, |(_, chinese)| chinese)
        }
    }
}

const LABELS: &[(&str, &str, &str)] = &[
    ("price_blended", "Effective price", "有效价格"),
    ("price_change", "Change of the effective price", "有效价格变化"),
    ("lambda", "Fitted rate of fall of the price", "价格拟合下降速率"),
    ("price_fall", "Change of the price (ln)", "价格变化（对数）"),
    ("trend", "Trend (ln)", "趋势（对数）"),
    ("competition", "Competition (ln)", "竞争（对数）"),
    ("war", "War (ln)", "价格战（对数）"),
    ("price_cuts", "Price cuts", "降价次数"),
    ("first_cut_day", "Day of the first cut", "首次降价日"),
    ("cut_median", "Median size of a cut", "降价幅度中位数"),
    ("price_rises", "Price rises", "涨价次数"),
    ("price_cycles", "Price cycles", "价格周期数"),
    ("price_cycle", "Length of a price cycle", "价格周期长度"),
    ("leads", "Cuts led", "领先降价次数"),
    ("follows", "Leads followed", "跟随降价比例"),
    ("follow_delay", "Delay behind the leader", "跟随延迟"),
    ("profit_gain", "Profit gain of learners", "学习者的利润增益"),
    ("learning_periods", "Periods of learning", "学习期数"),
    ("learning_converged", "Chance that learning settles", "学习收敛的概率"),
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
    ("penetration", "Part of all users", "用户渗透率"),
    ("share_revenue", "Share of revenue", "收入份额"),
    ("price_effective", "Effective price", "有效价格"),
    ("cash_end", "Cash in the end", "期末现金"),
    ("cash_lowest", "Lowest cash", "最低现金"),
    ("tokens", "Tokens sold", "token 销量"),
    ("serving_cost", "Cost of serving", "服务成本"),
    ("survived", "Chance of survival", "存活概率"),
    ("exit_day", "Day of exit", "退出日"),
    ("utilisation", "Utilisation", "利用率"),
    ("refused", "Tokens refused", "拒绝的 token 比例"),
    ("taste_error", "Error of its belief of users' taste for price", "对用户价格敏感度判断的误差"),
    ("price_posted", "Posted price", "挂牌价"),
    ("price_cheapest", "Lowest posted price", "最低挂牌价"),
    ("unit_cost", "Average cost", "平均成本"),
    ("unit_cost_marginal", "Marginal cost", "边际成本"),
    ("unit_cost_floor", "Floor of cost", "成本下限"),
    ("unit_cost_full", "Full cost", "完全成本"),
    ("markup", "Markup", "加价率"),
    ("part_price", "Change of price", "价格变化"),
    ("part_trend", "Trend", "趋势"),
    ("part_competition", "Competition", "竞争"),
    ("part_war", "War", "价格战"),
    ("part_cost", "Change of full cost", "完全成本变化"),
    ("part_hardware", "Hardware", "硬件"),
    ("part_model", "Model work", "模型计算量"),
    ("part_compression", "Compression", "压缩"),
    ("part_caching", "Caching", "缓存"),
    ("part_utilisation", "Utilisation", "利用效率"),
    ("part_network", "Network, edge", "网络与端侧"),
    ("part_energy", "Energy", "电力"),
    ("part_given", "Cost as given", "给定的成本"),
    ("part_mix", "Mix", "结构"),
    ("part_scale", "Scale", "规模"),
    ("part_training", "Training", "训练"),
    ("part_data", "Data", "数据"),
    ("price_cut", "price cut", "降价"),
    ("price_rise", "price rise", "涨价"),
    ("launch", "launch", "发布"),
    ("release", "better version", "升级"),
    ("release_worse", "lower quality", "质量下降"),
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
    ("new_hardware", "new hardware", "更换硬件"),
    ("technique", "technique adopted", "采用新技术"),
    ("training_started", "training begun", "开始训练"),
    ("training_done", "training done", "训练完成"),
    ("open_weights", "weights released", "开放权重"),
    ("imitation", "imitation", "模仿追赶"),
    ("retirement", "hardware retired", "硬件退役"),
    ("rent_shock", "change of rents", "算力租金变动"),
    ("rent_move", "rents moved", "租金行情变动"),
    ("contract_signed", "contract signed", "签订算力合约"),
    ("contract_ended", "contract ended", "算力合约到期"),
];

/// What measures mean, in Chinese; a measure that the market, providers and products share has one line for all.
const MEANINGS: &[(&str, &str)] = &[
    ("price_blended", "期末窗口内的有效价格（收入除以 token 数）"),
    ("price_change", "期末窗口的有效价格相对开局的变化"),
    ("lambda", "有效价格按指数下降拟合的年速率"),
    ("price_fall", "首月至末月有效价格的对数变化：趋势 + 竞争 + 价格战"),
    ("trend", "其中标准成本（当下技术、开局负载）所致部分"),
    ("competition", "其中静态纳什价格与标准成本之比所致部分"),
    ("war", "其中价格与静态纳什价格之比所致部分：竞争之外让出的利润"),
    ("price_cuts", "挂牌价下调的次数"),
    ("first_cut_day", "首次下调挂牌价的日子（自开局起的天数）"),
    ("cut_median", "挂牌价下调幅度的中位数"),
    ("price_rises", "挂牌价上调的次数"),
    ("price_cycles", "有效价格从波峰到波峰的完整周期数；谷与峰之间须相差 5 % 以上"),
    ("price_cycle", "有效价格相邻波峰之间的平均时间；谷与峰之间须相差 5 % 以上"),
    ("leads", "降幅达 10 % 以上（或由预设事件规定）、且此前 30 天内无人有此类降价的降价次数"),
    ("follows", "对手领先降价中，在 30 天内以降价跟随的比例"),
    ("follow_delay", "自对手领先降价至自身下一次降价（30 天内者）的时间中位数"),
    ("profit_gain", "学习者最终结果的（利润 − 纳什利润）/（联合最大利润 − 纳什利润）"),
    ("learning_periods", "直至没有学习者再改变策略的期数"),
    ("learning_converged", "没有学习者再改变策略为 1，放弃学习时仍在改变为 0"),
    ("tokens_per_day", "期末窗口内平均每天售出的 token"),
    ("volume_growth", "期末窗口的日均 token 相对开局的增长"),
    ("users", "期末使用某一产品的用户"),
    ("adoption", "期末使用某一产品的用户占全部用户的比例"),
    ("aware", "期末知晓该市场的用户占全部用户的比例"),
    ("hhi_tokens", "期末窗口内 token 份额的赫芬达尔指数（0 至 10,000）"),
    ("hhi_revenue", "期末窗口内收入份额的赫芬达尔指数（0 至 10,000）"),
    ("cr3", "期末窗口内前三家厂商售出的 token 占比"),
    ("revenue", "全程收入"),
    ("profit", "全程收入减去一切成本"),
    ("margin_gross", "全程（收入 − 服务成本）/ 收入"),
    ("margin_gross_end", "期末窗口内（收入 − 服务成本）/ 收入"),
    ("margin_operating", "全程（收入 − 一切成本）/ 收入"),
    ("consumer_surplus", "用户相对不使用任何产品的所得，全程合计"),
    ("producer_surplus", "全部厂商的收入减去服务成本，全程合计"),
    ("welfare", "消费者剩余加上扣除一切成本后的利润，全程合计"),
    ("exits", "退出市场的厂商数"),
    ("share_tokens", "期末窗口内占全市场 token 的比例"),
    ("share_users", "期末窗口内占全市场用户的比例"),
    ("penetration", "期末窗口内的平均用户数占全部潜在用户的比例"),
    ("share_revenue", "期末窗口内占全市场收入的比例"),
    ("price_effective", "期末窗口内的有效价格（收入除以 token 数）"),
    ("cash_end", "期末现金（已用信贷之后）"),
    ("cash_lowest", "各记录中的最低现金（已用信贷之后）"),
    ("tokens", "全程售出的 token"),
    ("serving_cost", "全程服务所售 token 的成本"),
    ("survived", "期末仍在市场上为 1，已退出为 0"),
    ("exit_day", "最终退出市场的日子（自开局起的天数）"),
    ("utilisation", "期末窗口内所需加速卡与在用加速卡之比"),
    ("refused", "全程因产能不足而拒绝的 token 占需求的比例"),
    ("taste_error", "期末该厂商所认为的用户平均价格敏感度除以真值再减一"),
    ("price_posted", "期末挂牌价（输入与输出按 3:1）"),
    ("price_cheapest", "期末该质量及以上的最低挂牌价，免费产品不计"),
    ("unit_cost", "期末服务一份混合 token 的平均成本"),
    ("unit_cost_marginal", "期末多服务一份混合 token 的成本；已付费的产能闲置时近于零"),
    ("unit_cost_floor", "期末硬件始终满载时一份混合 token 的成本"),
    ("unit_cost_full", "期末一份混合 token 的平均成本，加分摊的训练与数据"),
    ("markup", "期末挂牌价与单位成本之比减一"),
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
            assert!(
                MEANINGS.iter().any(|(key, _)| *key == definition.name),
                "{} has no meaning",
                definition.name
            );
        }
    }
}
