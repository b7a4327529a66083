//! Every word of equilibria, in English and Chinese side by side. Sentences have places in braces for what is filled in.

use crate::report::Language;
use crate::report::bilingual::bilingual;
pub(super) use crate::report::bilingual::say;

bilingual! { Language;
    title: "Where prices would settle: {title}", "价格将停在何处：{title}";
    frame:
        "On {date}, at the costs, qualities and tastes of that day, users at rest; potential demand {demand}. Prices in {currency} per million tokens.",
        "{date}，按当日的成本、质量与偏好，用户已稳定；潜在需求 {demand}。价格单位为 {currency}/百万 token。";
    is_rest:
        "No firm gains by another price at the Nash prices: they are an equilibrium (first-order conditions hold to {residual}).",
        "在纳什价格上，没有企业能靠改价获益：这是均衡（一阶条件误差 {residual}）。";
    is_near:
        "The Nash prices are no exact equilibrium: {firm} would gain {gain} by another price. No better point was found; with users who differ much there may be none in pure prices.",
        "纳什价格不是严格的均衡：{firm} 改价可{gain}。未找到更好的点；用户差异很大时，纯价格均衡可能不存在。";
    at_posted:
        "At the posted prices {firm} would gain {gain} by its best reply.",
        "在挂牌价上，{firm} 采取最优反应可{gain}。";
    of_profit: "{gain} of its profit", "使利润增加 {gain}";
    of_loss: "{gain} of the size of its loss", "获益，相当于其亏损额的 {gain}";
    prices_section: "Prices", "价格";
    profits_section: "Profits a day", "每日利润";
    market_section: "The market", "市场";
    merger_section: "If {firms} merge", "若 {firms} 合并";
    saving: "They save {saving} of the unit costs of their products.", "其产品的单位成本降低 {saving}。";
    provider: "provider", "厂商";
    product: "product", "产品";
    cost: "unit cost", "单位成本";
    posted: "posted", "挂牌";
    nash: "Nash", "纳什";
    joint: "joint", "联合";
    after: "merged", "合并后";
    over_nash: "posted/Nash", "挂牌/纳什";
    gap: "posted gap", "挂牌一阶缺口";
    lerner: "Nash Lerner", "纳什勒纳指数";
    users_posted: "users, posted", "用户（挂牌）";
    users_nash: "users, Nash", "用户（纳什）";
    users_joint: "users, joint", "用户（联合）";
    users_before: "users, before", "用户（合并前）";
    users_after: "users, merged", "用户（合并后）";
    shares_section: "Shares", "份额";
    tokens_posted: "tokens, posted", "token（挂牌）";
    tokens_joint: "tokens, joint", "token（联合）";
    tokens_nash: "tokens, Nash", "token（纳什）";
    profit_posted: "posted", "挂牌";
    profit_nash: "Nash", "纳什";
    profit_joint: "joint", "联合";
    each_nash: "Nash, per potential Mtok", "纳什，每 Mtok 潜在需求";
    each_joint: "joint, per potential Mtok", "联合，每 Mtok 潜在需求";
    prices_of: "prices", "价格";
    outside: "outside", "外部选项";
    tokens: "tokens", "token 量";
    profit: "profits a day", "每日利润";
    surplus: "consumer surplus a day", "每日消费者剩余";
    hhi: "HHI", "HHI";
    gain: "largest gain", "最大偏离收益";
    rest: "equilibrium", "均衡";
    yes: "yes", "是";
    one_owner: "one owner", "单一所有者";
    no: "no", "否";
    change: "change", "变化";
    before: "before", "合并前";
    profit_after: "profit after", "合并后利润";
    profit_before: "profit before", "合并前利润";
    what: "change", "变化";
    a_day: "amount", "数额";
    own_profit: "profits of {firms}", "{firms} 的利润";
    other_profit: "profits of all others", "其他厂商利润";
    surplus_change: "consumer surplus", "消费者剩余";
    welfare: "welfare (profits and surplus)", "福利（利润与剩余）";
    hhi_change: "HHI of tokens", "token 的 HHI";
    hhi_static: "HHI at the shares of before", "按合并前份额的 HHI";
    notes:
        "Nash: each provider sets its own prices, rivals' being what they are. Joint: one owner sets all prices (users go on to tell brands apart). Gap: what a small rise of the posted price brings in for each unit of money it would with the tokens of now; above zero a rise pays. Largest gain: as a part of the size of a firm's profit or loss, by any other price or prices of its own. HHI counts those who decide together as one.",
        "纳什：每家厂商自定价格，对手价格既定。联合：由一个所有者定全部价格（用户仍区分品牌）。缺口：挂牌价小幅上涨每单位名义增收实际带来的利润；大于零则涨价有利。最大偏离收益：企业改动自己一个或全部价格所能增加的利润，与其利润或亏损额之比。HHI 将共同决策者视为一家。";
    again: "The same command gives the same bytes:", "同一命令得到逐字节相同的结果：";
    files:
        "Every number is in equilibrium.csv (one a row) and equilibrium.json (by name).",
        "所有数字均在 equilibrium.csv（每行一个）与 equilibrium.json（按名称）中。";

    // Charts.
    source:
        "Scenario {scenario} · {date} · {software} · reckoned from the scenario's parameters, not a forecast",
        "情景 {scenario} · {date} · {software} · 由情景参数推算，并非预测";
    per_mtok: "{currency} per million tokens", "{currency}/百万 token";
    replies_title:
        "{first} and {second} settle at {nash} and {other}; as one they would charge {joint} and {another}",
        "{first} 与 {second} 停在 {nash} 与 {other}；若为一家则定价 {joint} 与 {another}";
    replies_title_same:
        "{first} and {second} settle at {nash}; as one they would charge {joint}",
        "{first} 与 {second} 停在 {nash}；若为一家则定价 {joint}";
    replies_subtitle_same:
        "Best replies: the most profitable price of each firm to each price of the other. Where they cross nobody wants to move.",
        "最优反应：每家企业对对手每一价格的最有利定价。两线相交处无人愿意改价。";
    replies_subtitle:
        "Best replies: the most profitable price of each firm to each price of the other. Where they cross nobody wants to move. At points: price of {first} | price of {second}.",
        "最优反应：每家企业对对手每一价格的最有利定价。两线相交处无人愿意改价。点旁数字：{first} 的价格 | {second} 的价格。";
    price_of: "Price of {firm}, {unit}", "{firm} 的价格，{unit}";
    reply_of: "{firm}'s best reply", "{firm} 的最优反应";
    mark_joint: "Joint", "联合";
    mark_posted: "Posted", "挂牌";
    replies_caption:
        "{first} and {second}: Nash prices {nash} and {other}, joint-profit maximum {joint} and {another}, posted {posted} and {last}.",
        "{first} 与 {second}：纳什价格 {nash} 与 {other}，联合利润最大 {joint} 与 {another}，挂牌 {posted} 与 {last}。";
    dots_above: "Posted prices are mostly above their Nash prices", "挂牌价大多高于纳什价格";
    dots_all_above: "All posted prices are above their Nash prices", "挂牌价均高于纳什价格";
    dots_all_below: "All posted prices are below their Nash prices", "挂牌价均低于纳什价格";
    dots_below: "Posted prices are mostly below their Nash prices", "挂牌价大多低于纳什价格";
    dots_both:
        "{above} of {all} products are posted above their Nash price, {below} below",
        "{all} 个产品中，挂牌价高于纳什价格的 {above} 个，低于的 {below} 个";
    dots_merged: "As one, {firms} would change their prices by {low} to {high}", "合并后，{firms} 的价格将变化 {low} 至 {high}";
    dots_at: "Posted prices are their Nash prices", "挂牌价即纳什价格";
    dots_subtitle:
        "Price of each product as posted, where firms compete (Nash), and where one owner sets all prices (joint); a logarithmic scale.",
        "各产品的价格：挂牌、企业竞争（纳什）、由一个所有者定全部价格（联合）；对数刻度。";
    dots_some: "{shown} products with the most tokens of {all}.", "token 最多的 {shown} 个产品（共 {all} 个）。";
    dots_caption:
        "Of {all} products {above} are posted above their Nash price; the joint maximum is above it for {joint}.",
        "{all} 个产品中 {above} 个的挂牌价高于纳什价格；联合最大高于纳什的有 {joint} 个。";
}
