//! Every word of episodes, in English and Chinese side by side.

use crate::report::Language;
use crate::report::bilingual::bilingual;
pub(super) use crate::report::bilingual::say;

bilingual! { Language;
    title: "Price-war episodes: {title}", "价格战时段：{title}";
    definition:
        "A cut is a fall of a posted price by at least {cut} {beyond}; steps within {gap} days add up. An entry is a launch at or below the cheapest comparable price and at least {entry} below the median of rivals' prices. Moves less than {gap} days apart belong together, and are a price-war episode where at least {firms} firms move, at least one of them cuts, and the index of their prices falls by at least {depth} beyond costs. The leader makes the first move of at least {lead}. Products are comparable within {near} points of quality; a price stands at its floor within {floor} of floor cost.",
        "降价：挂牌价{beyond}至少下降 {cut}，{gap} 天内的多步累计。低价进入：新品价格不高于最便宜的可比产品，且至少低于对手价格中位数 {entry}。相隔不足 {gap} 天的行动归为一组；若至少 {firms} 家行动、其中至少一家降价、且这些厂商的价格指数超出成本至少下降 {depth}，即为一个价格战时段。领先者是首个幅度不小于 {lead} 的行动者。质量相差 {near} 分以内的产品可比；价格与下限成本相差 {floor} 以内视为触底。";
    beyond_trend: "beyond a trend of costs of {rate} since it was set", "（扣除自定价日起 {rate} 的成本趋势后）";
    beyond_known: "beyond the fall of its unit cost since it was set", "（扣除自定价日起单位成本的下降后）";
    beyond_nothing: "(no fall of costs is taken off)", "（不扣除成本下降）";
    costs_unknown:
        "Price lists do not tell costs: how far below cost prices fell is not known here, and left out.",
        "价目表不含成本：价格低于成本多少在此未知，故不列出。";
    bounds:
        "≤ marks days that are upper bounds: the price was first seen on that day and may be older.",
        "≤ 表示日期为上界：价格在该日首次被观察到，可能更早生效。";
    converted: "Prices in {code} are converted at {rate} for a dollar.", "{code} 价格按 1 美元 = {rate} 换算。";
    skipped: "Rows without a price of input: {count}, left out.", "缺少输入价格的行：{count}，已略去。";
    found_one:
        "One episode{where}: {start} to {end}, led by {leader}.",
        "找到一个时段{where}：{start} 至 {end}，由 {leader} 领先。";
    found_many: "{count} episodes{where}.", "找到 {count} 个时段{where}。";
    found_none:
        "No episode{where}: {moves} moves by {firms} firms from {start} to {end}, none of which make one.",
        "未找到时段{where}：{start} 至 {end} 共有 {firms} 家的 {moves} 次行动，均不构成时段。";
    in_market: " in {market}", "（{market}）";
    episodes_section: "Episodes", "时段";
    definition_section: "What counts as an episode", "何为时段";
    episode_section: "{market} {start} to {end}", "{market} {start} 至 {end}";
    section: "Price-war episodes", "价格战时段";
    section_run: "In run {replicate} (the table of the market counts those of all runs):", "第 {replicate} 次运行中（全部运行的计数见市场表）：";
    section_none: "Run {replicate} has none. The table of the market counts those of all runs.", "第 {replicate} 次运行中没有。全部运行的计数见市场表。";
    fire:
        "Under fire, from the first move of an episode to the gap after its last: what is then different from the calm stands in the tables as Under fire. This is association within a run, not what the war causes: demand grows, costs fall and prices stay down whether or not there is an episode. Harm to profit, to quality and to welfare are three lines; none stands for another.",
        "“战时”指自时段首次行动至末次行动后的间隔期；其间与平时的差异在各表中以“战时”列出。这是同一次运行内的相关，并非价格战的因果效应：无论有无时段，需求都在增长、成本都在下降、价格都停留在低位。对利润、质量、福利的损害分三行列出，互不替代。";
    market: "market", "市场";
    from: "from", "起";
    to: "to", "止";
    days: "days", "天数";
    leader: "leader", "领先者";
    followers: "followers, days later", "跟随者（落后天数）";
    index: "their prices", "其价格";
    beyond: "beyond costs", "超出成本";
    market_index: "all prices", "全部价格";
    deepest: "largest move", "最大行动";
    over_marginal: "over marginal cost", "相对边际成本";
    over_floor: "over floor cost", "相对下限成本";
    over_average: "over average cost", "相对平均成本";
    ending: "end", "结束";
    nobody: "nobody", "无";
    or_perhaps: "{leader} (?)", "{leader}（?）";
    perhaps_first: "{delay}, perhaps first", "{delay}，或为首个";
    unsure:
        "(?) Another may have moved first: the day on which its price was first seen is an upper bound. * Without such days there is no episode.",
        "（?）可能另有厂商先动：其价格首次被观察到的日期只是上界。* 若不计此类日期，则不构成时段。";
    day: "d", "天";
    end_exit: "exit: {firm} left on {date}", "退出：{firm} 于 {date} 离开";
    end_floor: "floor: all stand at floor cost", "触底：均已到下限成本";
    end_rise: "truce: {firm} raised on {date}", "停战：{firm} 于 {date} 涨价";
    end_calm: "truce: no move for the gap", "停战：间隔期内无行动";
    end_open: "open: the data end", "未决：数据到此为止";
    provider: "provider", "厂商";
    first: "first move", "首次行动";
    delay: "after the leader", "落后领先者";
    kind: "kind", "类型";
    product: "product", "产品";
    largest: "largest move", "最大行动";
    price_from: "from", "原价";
    price_to: "to", "现价";
    moves: "moves", "行动数";
    entry: "entry", "低价进入";
    cut: "cut", "降价";
    leads: "leads", "领先";
    at_latest: "≤ {date}", "≤ {date}";
    prices_note:
        "Prices in {currency} per million tokens, three of input to one of output; of an entry, from is the median of rivals' prices. Price changes of several products are those of an index over matched products, firms of equal weight.",
        "价格单位为 {currency}/百万 token，输入与输出按 3:1；低价进入的原价为对手价格中位数。多个产品的价格变动取自匹配产品的链式指数，各厂商权重相等。";

    // Charts.
    chart_none: "{market}: no price-war episode from {start} to {end}", "{market}：{start} 至 {end} 没有价格战时段";
    chart_one:
        "{market}: one price-war episode, {start} to {end}, led by {leader}",
        "{market}：一个价格战时段，{start} 至 {end}，{leader} 领先";
    chart_many: "{market}: {count} price-war episodes", "{market}：{count} 个价格战时段";
    chart_zoom:
        "{leader} leads, {count} others move within {days} days; their prices fall by {depth}",
        "{leader} 领先，{days} 天内另有 {count} 家行动；其价格下降 {depth}";
    chart_subtitle:
        "Index of posted prices (matched products, firms of equal weight) and the moves of each firm: cuts of at least {cut} beyond costs, launches at least {entry} below rivals.",
        "挂牌价格指数（匹配产品，各厂商等权）与各厂商的行动：超出成本至少 {cut} 的降价，低于对手至少 {entry} 的新品。";
    chart_some: "{shown} of {all} firms with moves.", "有行动的 {all} 家中的 {shown} 家。";
    chart_source: "{title} · {from} to {to} · {software}", "{title} · {from} 至 {to} · {software}";
    chart_index: "Index, {date} = 1", "指数，{date} = 1";
    chart_caption:
        "Down triangles are cuts, dots launches, up triangles rises; areas go with the size of the move.",
        "下三角为降价，圆点为低价新品，上三角为涨价；面积与幅度成正比。";
    free: "free", "免费";
    again: "The same command gives the same bytes:", "同一命令得到逐字节相同的结果：";
    files:
        "Every number is in episodes.csv (one row an episode), moves.csv (one row a move) and episodes.json.",
        "所有数字见 episodes.csv（每行一个时段）、moves.csv（每行一次行动）与 episodes.json。";
}
