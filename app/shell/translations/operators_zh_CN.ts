<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>catalog</name>
    <message>
        <source>one number a channel</source>
        <translation>每个通道一个数</translation>
    </message>
    <message>
        <source>a row an edge</source>
        <translation>每条边一行</translation>
    </message>
    <message>
        <source>the data set's edges, both ways where they have no direction</source>
        <translation>数据集的边，无方向的边按双向计</translation>
    </message>
    <message>
        <source>a row a node</source>
        <translation>每个节点一行</translation>
    </message>
    <message>
        <source>before the sigmoid</source>
        <translation>sigmoid 之前</translation>
    </message>
    <message>
        <source>0, 1 or between</source>
        <translation>0、1 或其间的值</translation>
    </message>
    <message>
        <source>1 or -1 for each pair; none: all belong together</source>
        <translation>每对为 1 或 -1；不连接：全部相属</translation>
    </message>
    <message>
        <source>scores of true pictures</source>
        <translation>真实图像的得分</translation>
    </message>
    <message>
        <source>scores of made pictures</source>
        <translation>生成图像的得分</translation>
    </message>
    <message>
        <source>features of the nodes</source>
        <translation>节点特征</translation>
    </message>
    <message>
        <source>whole numbers: token or class ids</source>
        <translation>整数：词元或类别编号</translation>
    </message>
    <message>
        <source>one vector a token</source>
        <translation>每个词元一个向量</translation>
    </message>
    <message>
        <source>data without noise, about -1 to 1</source>
        <translation>无噪声的数据，约在 -1 到 1 之间</translation>
    </message>
    <message>
        <source>times N, whole numbers from 0; open: drawn at random</source>
        <translation>时间步 N，从 0 起的整数；不连接：随机抽取</translation>
    </message>
    <message>
        <source>standard normal, as x; open: drawn at random</source>
        <translation>标准正态噪声，形状同 x；不连接：随机抽取</translation>
    </message>
    <message>
        <source>x with noise</source>
        <translation>加噪后的 x</translation>
    </message>
    <message>
        <source>the times N</source>
        <translation>时间步 N</translation>
    </message>
    <message>
        <source>what the network is to tell</source>
        <translation>网络应预测的内容</translation>
    </message>
    <message>
        <source>features of the nodes; with words, the values of a sparse table</source>
        <translation>节点特征；若为词表，则是稀疏表的值</translation>
    </message>
    <message>
        <source>which features each node has, where they are sparse</source>
        <translation>稀疏时，每个节点具有哪些特征</translation>
    </message>
    <message>
        <source>a weight an edge</source>
        <translation>每条边一个权重</translation>
    </message>
    <message>
        <source>steps of each sequence N, or a mask N T of ones before zeros; none: all</source>
        <translation>每个序列的步数 N，或先 1 后 0 的掩码 N T；不连接：全部</translation>
    </message>
    <message>
        <source>first state N, layers x directions, H; none: zeros</source>
        <translation>初始状态 N、层数 x 方向数、H；不连接：全零</translation>
    </message>
    <message>
        <source>the last layer's states: of all steps N T H, or the last one N H</source>
        <translation>最后一层的状态：所有步 N T H，或最后一步 N H</translation>
    </message>
    <message>
        <source>last state of every layer and direction</source>
        <translation>每层每个方向的最后状态</translation>
    </message>
    <message>
        <source>pictures, say</source>
        <translation>例如图像</translation>
    </message>
    <message>
        <source>a row a graph</source>
        <translation>每个图一行</translation>
    </message>
    <message>
        <source>of the same shape</source>
        <translation>形状相同</translation>
    </message>
    <message>
        <source>twice as many samples</source>
        <translation>样本数为两倍</translation>
    </message>
    <message>
        <source>probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>first cell, as h0</source>
        <translation>初始单元状态，形状同 h0</translation>
    </message>
    <message>
        <source>last cell, as h</source>
        <translation>最后单元状态，形状同 h</translation>
    </message>
    <message>
        <source>N S F; open: the query</source>
        <translation>N S F；不连接：用查询</translation>
    </message>
    <message>
        <source>N S F; open: the key</source>
        <translation>N S F；不连接：用键</translation>
    </message>
    <message>
        <source>N S: 1 where a key is real, 0 where it is padding</source>
        <translation>N S：键有效处为 1，填充处为 0</translation>
    </message>
    <message>
        <source>logarithms of probabilities</source>
        <translation>概率的对数</translation>
    </message>
    <message>
        <source>N T D, or N H T D in heads</source>
        <translation>N T D，或分头的 N H T D</translation>
    </message>
    <message>
        <source>queries N T D, or N H T D in heads</source>
        <translation>查询 N T D，或分头的 N H T D</translation>
    </message>
    <message>
        <source>keys N S D</source>
        <translation>键 N S D</translation>
    </message>
    <message>
        <source>values N S V</source>
        <translation>值 N S V</translation>
    </message>
    <message>
        <source>times N</source>
        <translation>时间步 N</translation>
    </message>
    <message>
        <source>N S F, what is attended to</source>
        <translation>N S F，被注意的内容</translation>
    </message>
    <message>
        <source>N T: 1 where a position of x is real</source>
        <translation>N T：x 的有效位置为 1</translation>
    </message>
    <message>
        <source>N S: 1 where a position of memory is real</source>
        <translation>N S：memory 的有效位置为 1</translation>
    </message>
    <message>
        <source>N T: 1 where a position is real, 0 where it is padding</source>
        <translation>N T：有效位置为 1，填充处为 0</translation>
    </message>
    <message>
        <source>embedded times N F</source>
        <translation>时间嵌入 N F</translation>
    </message>
    <message>
        <source>The size without the sign.</source>
        <translation>去掉符号的大小（绝对值）。</translation>
    </message>
    <message>
        <source>The angle whose cosine is x.</source>
        <translation>余弦为 x 的角。</translation>
    </message>
    <message>
        <source>The inverse of the hyperbolic cosine.</source>
        <translation>双曲余弦的反函数。</translation>
    </message>
    <message>
        <source>The mean of windows that share an image out evenly: the result has the same size whatever the input's.</source>
        <translation>将图像均匀划分为窗口并取平均：无论输入多大，结果尺寸相同。</translation>
    </message>
    <message>
        <source>of the result, one a spatial axis</source>
        <translation>结果的尺寸，每个空间轴一个</translation>
    </message>
    <message>
        <source>Gradient of AdaptiveAveragePool.</source>
        <translation>AdaptiveAveragePool 的梯度。</translation>
    </message>
    <message>
        <source>Input shape</source>
        <translation>输入形状</translation>
    </message>
    <message>
        <source>of the pooled image</source>
        <translation>被池化图像的形状</translation>
    </message>
    <message>
        <source>Sum, element by element.</source>
        <translation>逐元素求和。</translation>
    </message>
    <message>
        <source>broadcast against a</source>
        <translation>与 a 广播</translation>
    </message>
    <message>
        <source>1 where both hold, else 0.</source>
        <translation>两者都成立处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>truth values have no derivative</source>
        <translation>真值没有导数</translation>
    </message>
    <message>
        <source>The index of the largest element along an axis.</source>
        <translation>沿某轴最大元素的下标。</translation>
    </message>
    <message>
        <source>axis to search along</source>
        <translation>查找所沿的轴</translation>
    </message>
    <message>
        <source>Keep axis</source>
        <translation>保留轴</translation>
    </message>
    <message>
        <source>1: the axis stays with size 1</source>
        <translation>1：保留该轴，长度为 1</translation>
    </message>
    <message>
        <source>Last of equals</source>
        <translation>相等取最后</translation>
    </message>
    <message>
        <source>1: of equal elements the last counts</source>
        <translation>1：相等元素中取最后一个</translation>
    </message>
    <message>
        <source>an index is constant almost everywhere</source>
        <translation>下标几乎处处为常数</translation>
    </message>
    <message>
        <source>The index of the smallest element along an axis.</source>
        <translation>沿某轴最小元素的下标。</translation>
    </message>
    <message>
        <source>The angle whose sine is x.</source>
        <translation>正弦为 x 的角。</translation>
    </message>
    <message>
        <source>The inverse of the hyperbolic sine.</source>
        <translation>双曲正弦的反函数。</translation>
    </message>
    <message>
        <source>The angle whose tangent is x.</source>
        <translation>正切为 x 的角。</translation>
    </message>
    <message>
        <source>The inverse of the hyperbolic tangent.</source>
        <translation>双曲正切的反函数。</translation>
    </message>
    <message>
        <source>The mean of each window.</source>
        <translation>每个窗口的平均值。</translation>
    </message>
    <message>
        <source>[N, C, H, W], also of one or three spatial axes</source>
        <translation>[N, C, H, W]，空间轴也可为一个或三个</translation>
    </message>
    <message>
        <source>size of the window along each spatial axis</source>
        <translation>窗口沿各空间轴的大小</translation>
    </message>
    <message>
        <source>step of the window along each spatial axis; default 1</source>
        <translation>窗口沿各空间轴的步长；默认 1</translation>
    </message>
    <message>
        <source>added before each spatial axis, then after each: top, left, bottom, right; default 0</source>
        <translation>各空间轴之前、然后之后的填充：上、左、下、右；默认 0</translation>
    </message>
    <message>
        <source>distance of the window's taps; default 1</source>
        <translation>窗口取样点的间距；默认 1</translation>
    </message>
    <message>
        <source>Automatic padding</source>
        <translation>自动填充</translation>
    </message>
    <message>
        <source>SAME: an output for every stride-th input, the odd padding at the end (UPPER) or the front (LOWER); VALID: none</source>
        <translation>SAME：每隔步长个输入对应一个输出，多余的填充在末尾（UPPER）或开头（LOWER）；VALID：不填充</translation>
    </message>
    <message>
        <source>1: a last window that is only partly there counts</source>
        <translation>1：最后一个不完整的窗口也计入</translation>
    </message>
    <message>
        <source>Count padding</source>
        <translation>计入填充</translation>
    </message>
    <message>
        <source>1: padding counts as zeros in the mean</source>
        <translation>1：求平均时填充按零计入</translation>
    </message>
    <message>
        <source>Gradient of AveragePool.</source>
        <translation>AveragePool 的梯度。</translation>
    </message>
    <message>
        <source>Brings every channel to mean 0 and variance 1 over the batch, then scales and shifts it.</source>
        <translation>将每个通道在批内归一为均值 0、方差 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>share of the old running statistics that is kept</source>
        <translation>旧的滑动统计量所保留的比例</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>use the batch's own statistics</source>
        <translation>使用该批自身的统计量</translation>
    </message>
    <message>
        <source>The way forward through CTC's lattice of steps and states, in logarithms.</source>
        <translation>在对数域中前向遍历 CTC 的步与状态网格。</translation>
    </message>
    <message>
        <source>the class of each state [N, S]</source>
        <translation>每个状态的类别 [N, S]</translation>
    </message>
    <message>
        <source>of each line [N]</source>
        <translation>每行的 [N]</translation>
    </message>
    <message>
        <source>lines with more labels than steps allow cost nothing, in place of infinity</source>
        <translation>标签数超出步数所容的行损失为零，而不是无穷大</translation>
    </message>
    <message>
        <source>How unlikely the labels are, whatever the steps they are read at: over all paths that spell them when repeats are joined and blanks left out.</source>
        <translation>标签的不可能程度，无论在哪些步读出：对合并重复、去掉空白后拼出它们的所有路径求和。</translation>
    </message>
    <message>
        <source>logarithms of shares [N, T, C]</source>
        <translation>份额的对数 [N, T, C]</translation>
    </message>
    <message>
        <source>labels [N, L]; what lies behind a line's last counts for nothing</source>
        <translation>标签 [N, L]；一行最后一个标签之后的内容不计</translation>
    </message>
    <message>
        <source>steps of each line [N]; none: T</source>
        <translation>每行的步数 [N]；无：T</translation>
    </message>
    <message>
        <source>labels of each line [N]; none: L</source>
        <translation>每行的标签数 [N]；无：L</translation>
    </message>
    <message>
        <source>class that stands for no label</source>
        <translation>表示无标签的类别</translation>
    </message>
    <message>
        <source>over lines; mean: each line's loss is divided by its labels first</source>
        <translation>对各行；mean：先将每行损失除以其标签数</translation>
    </message>
    <message>
        <source>The way back through CTC's lattice: the share of the paths that are in each state at each step.</source>
        <translation>反向遍历 CTC 网格：各步处于各状态的路径所占份额。</translation>
    </message>
    <message>
        <source>a second derivative through the lattice is not supported</source>
        <translation>不支持穿过网格的二阶导数</translation>
    </message>
    <message>
        <source>The same numbers in another element type; real numbers lose their fraction.</source>
        <translation>以另一元素类型表示的相同数值；实数会失去小数部分。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>目标类型</translation>
    </message>
    <message>
        <source>ONNX's element type: 1 float, 6 or 7 whole numbers (32 bits here), 9 truth values</source>
        <translation>ONNX 元素类型：1 浮点，6 或 7 整数（此处为 32 位），9 真值</translation>
    </message>
    <message>
        <source>The next whole number above.</source>
        <translation>向上取整。</translation>
    </message>
    <message>
        <source>Elu with one slope on both sides of zero.</source>
        <translation>零点两侧斜率一致的 Elu。</translation>
    </message>
    <message>
        <source>The sum of each channel and its neighbours.</source>
        <translation>每个通道与其相邻通道之和。</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>channels before</source>
        <translation>之前的通道数</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>channels after</source>
        <translation>之后的通道数</translation>
    </message>
    <message>
        <source>lower bound, a scalar</source>
        <translation>下界，标量</translation>
    </message>
    <message>
        <source>upper bound, a scalar</source>
        <translation>上界，标量</translation>
    </message>
    <message>
        <source>Joins tensors along an axis.</source>
        <translation>沿某轴拼接张量。</translation>
    </message>
    <message>
        <source>equal in all sizes but the axis'</source>
        <translation>除该轴外各尺寸相同</translation>
    </message>
    <message>
        <source>Slides filters over an image: every output channel is the sum of products of a window with its filter.</source>
        <translation>滤波器在图像上滑动：每个输出通道是窗口与其滤波器乘积之和。</translation>
    </message>
    <message>
        <source>[N, C, L], [N, C, H, W] or [N, C, D, H, W]</source>
        <translation>[N, C, L]、[N, C, H, W] 或 [N, C, D, H, W]</translation>
    </message>
    <message>
        <source>[O, C / group, KH, KW], as many axes as x</source>
        <translation>[O, C / group, KH, KW]，轴数同 x</translation>
    </message>
    <message>
        <source>Gradient of a convolution's input: the transposed convolution.</source>
        <translation>卷积输入的梯度：转置卷积。</translation>
    </message>
    <message>
        <source>of the convolution</source>
        <translation>卷积的</translation>
    </message>
    <message>
        <source>Spreads every element of x by a filter: what a convolution does to the gradient of its input. Upsamples by the stride.</source>
        <translation>用滤波器展开 x 的每个元素：即卷积对其输入梯度所做的运算。按步长上采样。</translation>
    </message>
    <message>
        <source>[C, O / group, KH, KW], as many axes as X</source>
        <translation>[C, O / group, KH, KW]，轴数同 X</translation>
    </message>
    <message>
        <source>rows and columns added at the end, smaller than the stride; default 0</source>
        <translation>末尾增加的行和列，小于步长；默认 0</translation>
    </message>
    <message>
        <source>Output size</source>
        <translation>输出尺寸</translation>
    </message>
    <message>
        <source>of the spatial axes; the padding follows from it</source>
        <translation>各空间轴的尺寸；由此确定填充</translation>
    </message>
    <message>
        <source>Gradient of a convolution's weights.</source>
        <translation>卷积权重的梯度。</translation>
    </message>
    <message>
        <source>Weight shape</source>
        <translation>权重形状</translation>
    </message>
    <message>
        <source>1 for each label at which the scores are largest, else 0.</source>
        <translation>得分在标签处最大则为 1，否则为 0。</translation>
    </message>
    <message>
        <source>of the classes</source>
        <translation>类别所在的轴</translation>
    </message>
    <message>
        <source>a count is constant almost everywhere</source>
        <translation>计数几乎处处为常数</translation>
    </message>
    <message>
        <source>The cosine of radians.</source>
        <translation>弧度的余弦。</translation>
    </message>
    <message>
        <source>The hyperbolic cosine.</source>
        <translation>双曲余弦。</translation>
    </message>
    <message>
        <source>Running sums along an axis.</source>
        <translation>沿某轴的累积和。</translation>
    </message>
    <message>
        <source>axis to sum along</source>
        <translation>求和所沿的轴</translation>
    </message>
    <message>
        <source>Exclusive</source>
        <translation>不含自身</translation>
    </message>
    <message>
        <source>1: an element is not part of its own sum</source>
        <translation>1：元素不计入自身的和</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>1: from the end</source>
        <translation>1：从末尾开始</translation>
    </message>
    <message>
        <source>Channels become blocks of pixels.</source>
        <translation>通道变为像素块。</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>块</translation>
    </message>
    <message>
        <source>DCR: the block's place leads in a channel's number; CRD: the result's channel does</source>
        <translation>DCR：通道编号以块内位置为先；CRD：以结果通道为先</translation>
    </message>
    <message>
        <source>Quotient, element by element; of whole numbers the whole part.</source>
        <translation>逐元素相除；整数取商的整数部分。</translation>
    </message>
    <message>
        <source>Zeroes each element with the given chance and scales the rest; drawn anew each step.</source>
        <translation>以给定概率将元素置零并缩放其余元素；每步重新抽取。</translation>
    </message>
    <message>
        <source>chance to be zeroed</source>
        <translation>置零的概率</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>随机流</translation>
    </message>
    <message>
        <source>random stream; forward and backward draw the same mask</source>
        <translation>随机流；前向与反向抽取相同的掩码</translation>
    </message>
    <message>
        <source>Sums of products of elements, by letters for axes: letters that the result lacks are summed over.</source>
        <translation>以字母表示轴的元素乘积之和：结果中没有的字母被求和。</translation>
    </message>
    <message>
        <source>Equation</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>terms for the inputs, then -&gt; and the result's</source>
        <translation>各输入的项，然后 -&gt; 和结果的项</translation>
    </message>
    <message>
        <source>1 where a = b, else 0.</source>
        <translation>a = b 处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>a comparison is constant almost everywhere</source>
        <translation>比较结果几乎处处为常数</translation>
    </message>
    <message>
        <source>The error function: twice the area under the bell curve from 0.</source>
        <translation>误差函数：钟形曲线自 0 起面积的两倍。</translation>
    </message>
    <message>
        <source>The exponential.</source>
        <translation>指数函数。</translation>
    </message>
    <message>
        <source>Repeats a tensor along axes of size 1.</source>
        <translation>沿长度为 1 的轴重复张量。</translation>
    </message>
    <message>
        <source>sizes to broadcast with</source>
        <translation>用于广播的尺寸</translation>
    </message>
    <message>
        <source>Batched</source>
        <translation>按批</translation>
    </message>
    <message>
        <source>true: the result's first axis is the batch</source>
        <translation>true：结果的第一轴是批</translation>
    </message>
    <message>
        <source>One row a sample.</source>
        <translation>每个样本一行。</translation>
    </message>
    <message>
        <source>axes before it are kept as rows</source>
        <translation>该轴之前的轴保留为行</translation>
    </message>
    <message>
        <source>The next whole number below.</source>
        <translation>向下取整。</translation>
    </message>
    <message>
        <source>A state that a gate mixes with a candidate; a second gate decides how much of the state the candidate sees.</source>
        <translation>由一个门将状态与候选混合；第二个门决定候选能看到多少状态。</translation>
    </message>
    <message>
        <source>[T, B, I], or [B, T, I] by layout</source>
        <translation>[T, B, I]，或按布局为 [B, T, I]</translation>
    </message>
    <message>
        <source>[D, 2 * gates * H]: of W, then of R</source>
        <translation>[D, 2 * gates * H]：先 W 后 R 的偏置</translation>
    </message>
    <message>
        <source>[D, B, H], or [B, D, H] by layout</source>
        <translation>[D, B, H]，或按布局为 [B, D, H]</translation>
    </message>
    <message>
        <source>all states: [T, D, B, H], or [B, T, D, H]</source>
        <translation>所有状态：[T, D, B, H] 或 [B, T, D, H]</translation>
    </message>
    <message>
        <source>the last state: [D, B, H], or [B, D, H]</source>
        <translation>最后状态：[D, B, H] 或 [B, D, H]</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>of time; bidirectional: both, side by side</source>
        <translation>时间方向；bidirectional：双向并列</translation>
    </message>
    <message>
        <source>numbers of the state; follows from R</source>
        <translation>状态的维数；由 R 确定</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>0: time is the first axis, 1: the batch is</source>
        <translation>0：时间为第一轴，1：批为第一轴</translation>
    </message>
    <message>
        <source>Reset after</source>
        <translation>先乘后重置</translation>
    </message>
    <message>
        <source>1: the reset gate scales the state's product (cuDNN, PyTorch), 0: the state itself</source>
        <translation>1：重置门作用于状态的乘积（cuDNN、PyTorch），0：作用于状态本身</translation>
    </message>
    <message>
        <source>The time loop of GRU.</source>
        <translation>GRU 的时间循环。</translation>
    </message>
    <message>
        <source>R transposed [H, 3 H]</source>
        <translation>转置的 R [H, 3 H]</translation>
    </message>
    <message>
        <source>[H]: added to R h of n, inside the reset gate</source>
        <translation>[H]：在重置门内加到 n 的 R h 上</translation>
    </message>
    <message>
        <source>z, r, n and R h + b of n: [T, B, 4 H]</source>
        <translation>z、r、n 以及 n 的 R h + b：[T, B, 4 H]</translation>
    </message>
    <message>
        <source>run from the last step to the first</source>
        <translation>从最后一步运行到第一步</translation>
    </message>
    <message>
        <source>The way back through GRU's time loop.</source>
        <translation>GRU 时间循环的反向过程。</translation>
    </message>
    <message>
        <source>as the input's product gives them: [T, B, 3 H]</source>
        <translation>按输入乘积给出的形式：[T, B, 3 H]</translation>
    </message>
    <message>
        <source>as the state's product gives them: [T, B, 3 H]</source>
        <translation>按状态乘积给出的形式：[T, B, 3 H]</translation>
    </message>
    <message>
        <source>a second derivative through a time loop is not supported</source>
        <translation>不支持穿过时间循环的二阶导数</translation>
    </message>
    <message>
        <source>Slices of a tensor along one axis, by their indices; an embedding looks up rows.</source>
        <translation>按下标沿某轴取张量的切片；嵌入即查找行。</translation>
    </message>
    <message>
        <source>axis to look up along</source>
        <translation>查找所沿的轴</translation>
    </message>
    <message>
        <source>One element for each index, along one axis.</source>
        <translation>沿某轴，每个下标取一个元素。</translation>
    </message>
    <message>
        <source>Slices found by whole coordinates: the last axis of the indices is a place in the first axes of the data.</source>
        <translation>按完整坐标取切片：下标的最后一轴是数据前几个轴中的位置。</translation>
    </message>
    <message>
        <source>Batch axes</source>
        <translation>批轴</translation>
    </message>
    <message>
        <source>leading axes that data and indices share</source>
        <translation>数据与下标共有的前导轴</translation>
    </message>
    <message>
        <source>none: by the error function; tanh: by a fit with tanh</source>
        <translation>none：用误差函数；tanh：用 tanh 近似</translation>
    </message>
    <message>
        <source>Product of two matrices, plus a bias.</source>
        <translation>两个矩阵之积再加偏置。</translation>
    </message>
    <message>
        <source>[M, K], or [K, M] with transA</source>
        <translation>[M, K]，或 transA 时为 [K, M]</translation>
    </message>
    <message>
        <source>[K, N], or [N, K] with transB</source>
        <translation>[K, N]，或 transB 时为 [N, K]</translation>
    </message>
    <message>
        <source>broadcast to [M, N]</source>
        <translation>广播到 [M, N]</translation>
    </message>
    <message>
        <source>Transpose A</source>
        <translation>转置 A</translation>
    </message>
    <message>
        <source>Transpose B</source>
        <translation>转置 B</translation>
    </message>
    <message>
        <source>factor of the product</source>
        <translation>乘积的系数</translation>
    </message>
    <message>
        <source>factor of C</source>
        <translation>C 的系数</translation>
    </message>
    <message>
        <source>The p-norm of each channel's image.</source>
        <translation>每个通道图像的 p 范数。</translation>
    </message>
    <message>
        <source>The sum, mean or maximum of what is at the other end of each node's entries, or on the entries; zero where a node has none. With weights, a sparse matrix times a dense one.</source>
        <translation>对每个节点各条目另一端（或条目上）的内容求和、平均或最大值；没有条目的节点为零。带权重时即稀疏矩阵乘稠密矩阵。</translation>
    </message>
    <message>
        <source>a row a node, or an entry</source>
        <translation>每个节点或条目一行</translation>
    </message>
    <message>
        <source>one an entry [E], or one for each of the first axes of a row [E, H]</source>
        <translation>每个条目一个 [E]，或行的每个前导轴一个 [E, H]</translation>
    </message>
    <message>
        <source>a row a node, or a graph</source>
        <translation>每个节点或图一行</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>稀疏模式</translation>
    </message>
    <message>
        <source>rows, columns, entries and groups</source>
        <translation>行、列、条目和组</translation>
    </message>
    <message>
        <source>By</source>
        <translation>按</translation>
    </message>
    <message>
        <source>what an entry is brought to; group: nodes to their graph</source>
        <translation>条目汇集到何处；group：节点汇集到其所在的图</translation>
    </message>
    <message>
        <source>On entries</source>
        <translation>在条目上</translation>
    </message>
    <message>
        <source>x has a row an entry; else a row a node</source>
        <translation>x 每个条目一行；否则每个节点一行</translation>
    </message>
    <message>
        <source>how what meets is joined</source>
        <translation>汇集的内容如何合并</translation>
    </message>
    <message>
        <source>How many entries lead to each node or from it, or how many nodes each graph has.</source>
        <translation>每个节点的入或出条目数，或每个图的节点数。</translation>
    </message>
    <message>
        <source>what is counted by</source>
        <translation>按何计数</translation>
    </message>
    <message>
        <source>a count is constant</source>
        <translation>计数是常数</translation>
    </message>
    <message>
        <source>What each entry finds at one of its ends, or each node in its graph; zero for padding.</source>
        <translation>每个条目在其一端所取的内容，或每个节点在其图中所取的内容；填充处为零。</translation>
    </message>
    <message>
        <source>a row an entry, or a node</source>
        <translation>每个条目或节点一行</translation>
    </message>
    <message>
        <source>where the row is looked up</source>
        <translation>在何处取行</translation>
    </message>
    <message>
        <source>1 where a &gt; b, else 0.</source>
        <translation>a &gt; b 处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>1 where a &gt;= b, else 0.</source>
        <translation>a &gt;= b 处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>value at zero</source>
        <translation>零点处的值</translation>
    </message>
    <message>
        <source>x times a sigmoid of three straight lines.</source>
        <translation>x 乘以由三段直线构成的 sigmoid。</translation>
    </message>
    <message>
        <source>1 at the first largest element along an axis, 0 elsewhere.</source>
        <translation>沿某轴第一个最大元素处为 1，其余为 0。</translation>
    </message>
    <message>
        <source>A copy.</source>
        <translation>复制。</translation>
    </message>
    <message>
        <source>1 where x is infinite, else 0.</source>
        <translation>x 为无穷大处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>负</translation>
    </message>
    <message>
        <source>1: minus infinity counts</source>
        <translation>1：负无穷计入</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>正</translation>
    </message>
    <message>
        <source>1: plus infinity counts</source>
        <translation>1：正无穷计入</translation>
    </message>
    <message>
        <source>a test is constant almost everywhere</source>
        <translation>判断结果几乎处处为常数</translation>
    </message>
    <message>
        <source>1 where x is not a number, else 0.</source>
        <translation>x 为 NaN 处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>Divides by a power of what neighbouring channels sum up to: strong responses damp those beside them.</source>
        <translation>除以相邻通道平方和的幂：强响应抑制其旁的响应。</translation>
    </message>
    <message>
        <source>A state and a cell; gates decide what the cell takes in, keeps and shows.</source>
        <translation>一个状态和一个单元；门决定单元吸收、保留和输出什么。</translation>
    </message>
    <message>
        <source>as initial_h</source>
        <translation>形状同 initial_h</translation>
    </message>
    <message>
        <source>peepholes [D, 3 * H]: i, o, f</source>
        <translation>窥视孔 [D, 3 * H]：i、o、f</translation>
    </message>
    <message>
        <source>the last cell, as Y_h</source>
        <translation>最后的单元，形状同 Y_h</translation>
    </message>
    <message>
        <source>The time loop of LSTM.</source>
        <translation>LSTM 的时间循环。</translation>
    </message>
    <message>
        <source>R transposed [H, 4 H]</source>
        <translation>转置的 R [H, 4 H]</translation>
    </message>
    <message>
        <source>gates after their activations</source>
        <translation>激活后的门</translation>
    </message>
    <message>
        <source>The way back through LSTM's time loop.</source>
        <translation>LSTM 时间循环的反向过程。</translation>
    </message>
    <message>
        <source>Brings the elements from an axis on to mean 0 and variance 1 in each sample, then scales and shifts them.</source>
        <translation>在每个样本内将某轴起的元素归一为均值 0、方差 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>first axis of those that are normalised</source>
        <translation>被归一化的第一个轴</translation>
    </message>
    <message>
        <source>Statistics' type</source>
        <translation>统计量类型</translation>
    </message>
    <message>
        <source>1: float</source>
        <translation>1：浮点</translation>
    </message>
    <message>
        <source>1 where a &lt; b, else 0.</source>
        <translation>a &lt; b 处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>1 where a &lt;= b, else 0.</source>
        <translation>a &lt;= b 处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>Places in several axes as numbers of one: what sorting and scattering work with.</source>
        <translation>将多轴上的位置化为单个编号：供排序与分散使用。</translation>
    </message>
    <message>
        <source>sizes of the axes that are addressed</source>
        <translation>被寻址各轴的尺寸</translation>
    </message>
    <message>
        <source>Tuples</source>
        <translation>元组</translation>
    </message>
    <message>
        <source>the last axis of the indices holds the places; else an index is a place</source>
        <translation>下标的最后一轴存放位置；否则一个下标就是一个位置</translation>
    </message>
    <message>
        <source>leading axes of the shape that the indices' own axes give</source>
        <translation>由下标自身的轴给出的前导轴</translation>
    </message>
    <message>
        <source>without tuples: the axis that an index is for, the others being its own coordinates</source>
        <translation>无元组时：下标所对应的轴，其余为其自身坐标</translation>
    </message>
    <message>
        <source>an index has no derivative</source>
        <translation>下标没有导数</translation>
    </message>
    <message>
        <source>The natural logarithm.</source>
        <translation>自然对数。</translation>
    </message>
    <message>
        <source>The logarithm of softmax, without loss for small shares.</source>
        <translation>softmax 的对数，小份额不损失精度。</translation>
    </message>
    <message>
        <source>axis whose elements share</source>
        <translation>其元素分配份额的轴</translation>
    </message>
    <message>
        <source>The p-norm of each window.</source>
        <translation>每个窗口的 p 范数。</translation>
    </message>
    <message>
        <source>Zeroes the steps after each sequence's end.</source>
        <translation>将每个序列结束后的步置零。</translation>
    </message>
    <message>
        <source>Product of matrices in the last two axes; the axes before them are broadcast. A vector counts as one row on the left, one column on the right.</source>
        <translation>最后两轴的矩阵乘积，之前的轴广播。向量在左侧视为一行，在右侧视为一列。</translation>
    </message>
    <message>
        <source>1: its last two axes trade places</source>
        <translation>1：交换其最后两轴</translation>
    </message>
    <message>
        <source>The largest of any number of tensors, element by element.</source>
        <translation>任意个张量逐元素的最大值。</translation>
    </message>
    <message>
        <source>broadcast against each other</source>
        <translation>相互广播</translation>
    </message>
    <message>
        <source>The largest value of each window.</source>
        <translation>每个窗口的最大值。</translation>
    </message>
    <message>
        <source>where in X the maximum lies</source>
        <translation>最大值在 X 中的位置</translation>
    </message>
    <message>
        <source>Storage order</source>
        <translation>存储顺序</translation>
    </message>
    <message>
        <source>of Indices; 1: the last two axes swapped</source>
        <translation>Indices 的顺序；1：交换最后两轴</translation>
    </message>
    <message>
        <source>Gradient of MaxPool: the first maximum of each window, in row-major order, takes all.</source>
        <translation>MaxPool 的梯度：每个窗口按行优先的第一个最大值取得全部。</translation>
    </message>
    <message>
        <source>a second derivative of max pooling is zero almost everywhere and not supported</source>
        <translation>最大池化的二阶导数几乎处处为零，不支持</translation>
    </message>
    <message>
        <source>Where the first maximum of each window lies, counted over all of X.</source>
        <translation>每个窗口第一个最大值的位置，在整个 X 上计数。</translation>
    </message>
    <message>
        <source>1: the last two axes swapped</source>
        <translation>1：交换最后两轴</translation>
    </message>
    <message>
        <source>Mean of any number of tensors.</source>
        <translation>任意个张量的平均。</translation>
    </message>
    <message>
        <source>Brings the elements along some axes to mean 0 and deviation 1.</source>
        <translation>将若干轴上的元素归一为均值 0、标准差 1。</translation>
    </message>
    <message>
        <source>axes whose elements are taken together</source>
        <translation>合并统计的轴</translation>
    </message>
    <message>
        <source>The smallest of any number of tensors, element by element.</source>
        <translation>任意个张量逐元素的最小值。</translation>
    </message>
    <message>
        <source>Remainder of a division; with the sign of b, or with fmod that of a.</source>
        <translation>除法的余数；符号同 b，fmod 时同 a。</translation>
    </message>
    <message>
        <source>As C's fmod</source>
        <translation>同 C 的 fmod</translation>
    </message>
    <message>
        <source>1: the remainder has a's sign</source>
        <translation>1：余数符号同 a</translation>
    </message>
    <message>
        <source>Product, element by element.</source>
        <translation>逐元素相乘。</translation>
    </message>
    <message>
        <source>The negative.</source>
        <translation>相反数。</translation>
    </message>
    <message>
        <source>Minus the entry at the true class, of logarithms of probabilities.</source>
        <translation>概率对数中真实类别项的相反数。</translation>
    </message>
    <message>
        <source>class ids [N, ...]</source>
        <translation>类别编号 [N, ...]</translation>
    </message>
    <message>
        <source>one a class</source>
        <translation>每类一个</translation>
    </message>
    <message>
        <source>over all labels</source>
        <translation>对所有标签</translation>
    </message>
    <message>
        <source>labels of this number do not count</source>
        <translation>此编号的标签不计入</translation>
    </message>
    <message>
        <source>Standard normal numbers, drawn anew each step.</source>
        <translation>标准正态随机数，每步重新抽取。</translation>
    </message>
    <message>
        <source>its shape is that of the noise</source>
        <translation>其形状即噪声的形状</translation>
    </message>
    <message>
        <source>random stream; equal ones draw equal numbers</source>
        <translation>随机流；相同者抽取相同的数</translation>
    </message>
    <message>
        <source>the noise does not depend on its input</source>
        <translation>噪声与其输入无关</translation>
    </message>
    <message>
        <source>1 where x does not hold, else 0.</source>
        <translation>x 不成立处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>A vector for each index, with one value at the index and another elsewhere.</source>
        <translation>每个下标一个向量，下标处取一值，其余处取另一值。</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>length of a vector</source>
        <translation>向量长度</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>elsewhere and at the index</source>
        <translation>其余处与下标处</translation>
    </message>
    <message>
        <source>of the vectors in the result</source>
        <translation>结果中向量所在的轴</translation>
    </message>
    <message>
        <source>1 where one or both hold, else 0.</source>
        <translation>至少一个成立处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>LeakyRelu whose slope below zero is learnt.</source>
        <translation>负半轴斜率可学习的 LeakyRelu。</translation>
    </message>
    <message>
        <source>Adds a margin around a tensor, or with negative widths cuts one off.</source>
        <translation>在张量四周加边，宽度为负则裁去。</translation>
    </message>
    <message>
        <source>Widths</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>before each axis, then after each axis</source>
        <translation>各轴之前，然后各轴之后</translation>
    </message>
    <message>
        <source>that the widths are for; none: all</source>
        <translation>宽度所对应的轴；无：全部</translation>
    </message>
    <message>
        <source>a to the power b; a negative a needs a whole b.</source>
        <translation>a 的 b 次幂；a 为负时 b 须为整数。</translation>
    </message>
    <message>
        <source>Brings the elements from an axis on to mean square 1 in each sample, then scales them.</source>
        <translation>在每个样本内将某轴起的元素归一为均方 1，再缩放。</translation>
    </message>
    <message>
        <source>The time loop of RNN.</source>
        <translation>RNN 的时间循环。</translation>
    </message>
    <message>
        <source>R transposed [H, H]</source>
        <translation>转置的 R [H, H]</translation>
    </message>
    <message>
        <source>The way back through RNN's time loop.</source>
        <translation>RNN 时间循环的反向过程。</translation>
    </message>
    <message>
        <source>One over x.</source>
        <translation>x 的倒数。</translation>
    </message>
    <message>
        <source>The sum of sizes over some axes.</source>
        <translation>若干轴上绝对值之和。</translation>
    </message>
    <message>
        <source>axes to reduce; none: all</source>
        <translation>归约的轴；无：全部</translation>
    </message>
    <message>
        <source>1: reduced axes stay with size 1</source>
        <translation>1：归约的轴保留，长度为 1</translation>
    </message>
    <message>
        <source>The Euclidean length over some axes.</source>
        <translation>若干轴上的欧氏长度。</translation>
    </message>
    <message>
        <source>The logarithm of the sum over some axes.</source>
        <translation>若干轴上之和的对数。</translation>
    </message>
    <message>
        <source>The logarithm of the sum of exponentials over some axes: a smooth maximum.</source>
        <translation>若干轴上指数之和的对数：平滑的最大值。</translation>
    </message>
    <message>
        <source>The largest element over some axes.</source>
        <translation>若干轴上的最大元素。</translation>
    </message>
    <message>
        <source>The mean over some axes.</source>
        <translation>若干轴上的平均。</translation>
    </message>
    <message>
        <source>The smallest element over some axes.</source>
        <translation>若干轴上的最小元素。</translation>
    </message>
    <message>
        <source>The product over some axes.</source>
        <translation>若干轴上的乘积。</translation>
    </message>
    <message>
        <source>The sum over some axes.</source>
        <translation>若干轴上的和。</translation>
    </message>
    <message>
        <source>The sum of squares over some axes.</source>
        <translation>若干轴上的平方和。</translation>
    </message>
    <message>
        <source>The same elements under another shape; no copy while the batch stays an axis of its own.</source>
        <translation>相同元素的另一形状；批仍为独立轴时无需复制。</translation>
    </message>
    <message>
        <source>sizes of the result; 0: as in x, one -1: what is left</source>
        <translation>结果的尺寸；0：同 x，一个 -1：由其余推出</translation>
    </message>
    <message>
        <source>Allow zero</source>
        <translation>允许零</translation>
    </message>
    <message>
        <source>1: 0 means an empty axis</source>
        <translation>1：0 表示空轴</translation>
    </message>
    <message>
        <source>false: the result's first axis is an axis like any other</source>
        <translation>false：结果的第一轴与其他轴无异</translation>
    </message>
    <message>
        <source>A larger or smaller image: each result is the nearest element, or a weighted sum of neighbours.</source>
        <translation>放大或缩小图像：结果取最近的元素，或相邻元素的加权和。</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>result over input, one an axis; or sizes</source>
        <translation>结果与输入之比，每轴一个；或给出尺寸</translation>
    </message>
    <message>
        <source>of the result; or scales</source>
        <translation>结果的尺寸；或给出比例</translation>
    </message>
    <message>
        <source>that scales and sizes are for; none: all</source>
        <translation>比例和尺寸所对应的轴；无：全部</translation>
    </message>
    <message>
        <source>how values between elements are found</source>
        <translation>元素之间的值如何得出</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>where a result lies in the input</source>
        <translation>结果在输入中的位置</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>which of two neighbours is taken</source>
        <translation>取两个相邻元素中的哪一个</translation>
    </message>
    <message>
        <source>Cubic a</source>
        <translation>三次参数 a</translation>
    </message>
    <message>
        <source>steepness of the cubic</source>
        <translation>三次函数的陡度</translation>
    </message>
    <message>
        <source>Exclude outside</source>
        <translation>排除外部</translation>
    </message>
    <message>
        <source>1: the cubic's neighbours outside do not count</source>
        <translation>1：三次插值在外部的邻点不计</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>外部值</translation>
    </message>
    <message>
        <source>value of tf_crop_and_resize outside the input</source>
        <translation>tf_crop_and_resize 在输入之外的值</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>starts and ends for tf_crop_and_resize, 0 to 1</source>
        <translation>tf_crop_and_resize 的起点和终点，0 到 1</translation>
    </message>
    <message>
        <source>Gradient of Resize: every element collects what results took from it.</source>
        <translation>Resize 的梯度：每个元素收集结果从其所取的部分。</translation>
    </message>
    <message>
        <source>of the resized image</source>
        <translation>被缩放图像的形状</translation>
    </message>
    <message>
        <source>The nearest whole number; halves go to the even one.</source>
        <translation>最近的整数；一半时取偶数。</translation>
    </message>
    <message>
        <source>The sum over all rows of two tensors of the products of their elements: the gradient of a matrix that all rows share.</source>
        <translation>两个张量所有行的元素乘积之和：所有行共享的矩阵的梯度。</translation>
    </message>
    <message>
        <source>One update for each index, written along one axis.</source>
        <translation>沿某轴，按每个下标写入一个更新。</translation>
    </message>
    <message>
        <source>axis to write along</source>
        <translation>写入所沿的轴</translation>
    </message>
    <message>
        <source>none: the last update of a place counts; else how updates join what is there</source>
        <translation>none：同一位置以最后的更新为准；否则为更新与原值的合并方式</translation>
    </message>
    <message>
        <source>Slices written to whole coordinates: the last axis of the indices is a place in the first axes of the data.</source>
        <translation>按完整坐标写入切片：下标的最后一轴是数据前几个轴中的位置。</translation>
    </message>
    <message>
        <source>Rows of updates written to the rows of a tensor that their places name.</source>
        <translation>将各行更新写入其位置所指的张量行。</translation>
    </message>
    <message>
        <source>places in [0, V)</source>
        <translation>[0, V) 中的位置</translation>
    </message>
    <message>
        <source>a row for each place</source>
        <translation>每个位置一行</translation>
    </message>
    <message>
        <source>Positive shares that sum to 1 over the entries that lead to each node, and the node's own where it takes part; zero for padding.</source>
        <translation>对通向每个节点的条目（以及参与时的节点自身）分配总和为 1 的正份额；填充处为零。</translation>
    </message>
    <message>
        <source>a row an entry</source>
        <translation>每个条目一行</translation>
    </message>
    <message>
        <source>a row a node: its own</source>
        <translation>每个节点一行：其自身的</translation>
    </message>
    <message>
        <source>with self: the share of a node's own</source>
        <translation>含自身时：节点自身的份额</translation>
    </message>
    <message>
        <source>Elu scaled so that layer after layer keeps mean 0 and variance 1.</source>
        <translation>经缩放使逐层保持均值 0、方差 1 的 Elu。</translation>
    </message>
    <message>
        <source>level far below zero, before scaling</source>
        <translation>远低于零处的水平，缩放之前</translation>
    </message>
    <message>
        <source>slope above zero</source>
        <translation>零以上的斜率</translation>
    </message>
    <message>
        <source>Squashes to (0, 1).</source>
        <translation>压缩到 (0, 1)。</translation>
    </message>
    <message>
        <source>-1, 0 or 1.</source>
        <translation>-1、0 或 1。</translation>
    </message>
    <message>
        <source>The sine of radians.</source>
        <translation>弧度的正弦。</translation>
    </message>
    <message>
        <source>The hyperbolic sine.</source>
        <translation>双曲正弦。</translation>
    </message>
    <message>
        <source>A part of a tensor: from a start to an end along axes, in steps.</source>
        <translation>张量的一部分：沿各轴从起点到终点，按步长取。</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>first position along each axis; negative: from the end</source>
        <translation>沿各轴的首个位置；负数：从末尾算起</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>position after the last</source>
        <translation>最后位置之后</translation>
    </message>
    <message>
        <source>default: the first ones</source>
        <translation>默认：前几个轴</translation>
    </message>
    <message>
        <source>default 1; negative: backwards</source>
        <translation>默认 1；负数：反向</translation>
    </message>
    <message>
        <source>Puts a part back where Slice took it from, among zeros.</source>
        <translation>将 Slice 取出的部分放回原处，其余为零。</translation>
    </message>
    <message>
        <source>of the sliced tensor</source>
        <translation>被切片张量的形状</translation>
    </message>
    <message>
        <source>Positive shares that sum to 1 along one axis.</source>
        <translation>沿某轴总和为 1 的正份额。</translation>
    </message>
    <message>
        <source>Minus the logarithm of the share that softmax gives to the true class.</source>
        <translation>softmax 赋予真实类别份额的对数的相反数。</translation>
    </message>
    <message>
        <source>log softmax of the scores</source>
        <translation>得分的 log softmax</translation>
    </message>
    <message>
        <source>Gradient of SoftmaxCrossEntropyLoss.</source>
        <translation>SoftmaxCrossEntropyLoss 的梯度。</translation>
    </message>
    <message>
        <source>scalar, or one for each label</source>
        <translation>标量，或每个标签一个</translation>
    </message>
    <message>
        <source>1 / N where the loss was averaged</source>
        <translation>损失取平均时为 1 / N</translation>
    </message>
    <message>
        <source>second derivatives use the loss's decomposition</source>
        <translation>二阶导数使用该损失的分解</translation>
    </message>
    <message>
        <source>A smooth Relu.</source>
        <translation>平滑的 Relu。</translation>
    </message>
    <message>
        <source>Squashes to (-1, 1), more slowly than tanh.</source>
        <translation>压缩到 (-1, 1)，比 tanh 缓慢。</translation>
    </message>
    <message>
        <source>Blocks of pixels become channels.</source>
        <translation>像素块变为通道。</translation>
    </message>
    <message>
        <source>Cuts a tensor into parts along an axis.</source>
        <translation>沿某轴将张量切成若干部分。</translation>
    </message>
    <message>
        <source>of the parts; none: equal ones</source>
        <translation>各部分的尺寸；无：等分</translation>
    </message>
    <message>
        <source>The square root.</source>
        <translation>平方根。</translation>
    </message>
    <message>
        <source>Drops axes of size 1.</source>
        <translation>去掉长度为 1 的轴。</translation>
    </message>
    <message>
        <source>axes to drop; none: all of size 1</source>
        <translation>要去掉的轴；无：所有长度为 1 的轴</translation>
    </message>
    <message>
        <source>Difference, element by element.</source>
        <translation>逐元素相减。</translation>
    </message>
    <message>
        <source>Sum of any number of tensors.</source>
        <translation>任意个张量之和。</translation>
    </message>
    <message>
        <source>The tangent of radians.</source>
        <translation>弧度的正切。</translation>
    </message>
    <message>
        <source>Squashes to (-1, 1).</source>
        <translation>压缩到 (-1, 1)。</translation>
    </message>
    <message>
        <source>Passes what is above a threshold and stops the rest.</source>
        <translation>高于阈值的通过，其余为零。</translation>
    </message>
    <message>
        <source>the threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Repeats a tensor along its axes.</source>
        <translation>沿各轴重复张量。</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>one an axis</source>
        <translation>每轴一个</translation>
    </message>
    <message>
        <source>The k largest (or smallest) elements of each line along an axis, in order, and where they lie.</source>
        <translation>沿某轴每行最大（或最小）的 k 个元素，按序排列，及其位置。</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>0: the smallest</source>
        <translation>0：最小的</translation>
    </message>
    <message>
        <source>Sorted</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>results are always in order here</source>
        <translation>此处结果总是有序</translation>
    </message>
    <message>
        <source>The axes in another order.</source>
        <translation>轴的另一排列顺序。</translation>
    </message>
    <message>
        <source>axis of x for each axis of the result; none: reversed</source>
        <translation>结果各轴对应的 x 的轴；无：倒序</translation>
    </message>
    <message>
        <source>Keeps one triangle of matrices and clears the other.</source>
        <translation>保留矩阵的一个三角，清零另一个。</translation>
    </message>
    <message>
        <source>Upper</source>
        <translation>上三角</translation>
    </message>
    <message>
        <source>0: the lower triangle</source>
        <translation>0：下三角</translation>
    </message>
    <message>
        <source>Diagonal</source>
        <translation>对角线</translation>
    </message>
    <message>
        <source>how far above the main one the border lies</source>
        <translation>分界线在主对角线之上的距离</translation>
    </message>
    <message>
        <source>Uniform numbers from 0 to below 1, drawn anew each step.</source>
        <translation>0 到 1（不含）的均匀随机数，每步重新抽取。</translation>
    </message>
    <message>
        <source>Adds axes of size 1.</source>
        <translation>增加长度为 1 的轴。</translation>
    </message>
    <message>
        <source>where the new axes lie in the result</source>
        <translation>新轴在结果中的位置</translation>
    </message>
    <message>
        <source>One step of an optimizer on its parameters and states, in place.</source>
        <translation>优化器对其参数和状态就地执行一步。</translation>
    </message>
    <message>
        <source>n parameters, n gradients, n of each state, then lr, step and, to clip by it, the gradients' norm</source>
        <translation>n 个参数、n 个梯度、每种状态各 n 个，然后是 lr、步数，以及用于裁剪的梯度范数</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>其名称</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>number of parameters</source>
        <translation>参数个数</translation>
    </message>
    <message>
        <source>an update is no part of the loss</source>
        <translation>更新不属于损失</translation>
    </message>
    <message>
        <source>The elements of a where the condition holds, of b elsewhere.</source>
        <translation>条件成立处取 a 的元素，其余取 b。</translation>
    </message>
    <message>
        <source>truth values</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>1 where exactly one holds, else 0.</source>
        <translation>恰有一个成立处为 1，否则为 0。</translation>
    </message>
</context>
</TS>
