internal import NIOCore
internal import NIOHTTP1

/// One connection: a request, its reply, the end.
///
/// What comes too late, is too much, isn't HTTP or follows the request closes the connection without a word.
final class Connection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart
  typealias Answer = @Sendable (Request, @escaping @Sendable (Reply) -> Void) -> Void

  private enum Stage { case reading, answering }

  private let limits: ServingLimits
  private let answer: Answer
  private var stage = Stage.reading
  private var request = Request(method: "", target: "")
  private var deadline: Scheduled<Void>?

  init(_ limits: ServingLimits, _ answer: @escaping Answer) {
    self.limits = limits
    self.answer = answer
  }

  func channelActive(context: ChannelHandlerContext) {
    close(context, after: limits.millisecondsToAsk)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard stage == .reading else { return context.close(promise: nil) }
    switch unwrapInboundIn(data) {
    case .head(let head):
      request.method = head.method.rawValue
      request.target = head.uri
      request.port = context.channel.localAddress?.port ?? 0
      for (name, value) in head.headers { request.headers[name.lowercased(), default: []].append(value) }
    case .body(let buffer): request.body += buffer.readableBytesView
    case .end: reply(context)
    }
  }

  private func reply(_ context: ChannelHandlerContext) {
    stage = .answering
    close(context, after: limits.millisecondsToAnswer)
    let promise = context.eventLoop.makePromise(of: Reply.self)
    promise.futureResult.assumeIsolated().whenSuccess { self.send($0, context) }
    answer(request) { promise.succeed($0) }
  }

  private func send(_ reply: Reply, _ context: ChannelHandlerContext) {
    let head = HTTPResponseHead(
      version: .http1_1, status: .init(statusCode: reply.status), headers: HTTPHeaders(reply.headers))
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !reply.body.isEmpty && request.method != "HEAD" {
      var buffer = context.channel.allocator.buffer(capacity: reply.body.count)
      buffer.writeBytes(reply.body)
      context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func close(_ context: ChannelHandlerContext, after milliseconds: Int64) {
    deadline?.cancel()
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) {
      context.close(promise: nil)
    }
  }
}

/// Closes a connection that sends more bytes than any request of the page has.
final class ByteLimit: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private var left: Int

  init(_ most: Int) { left = most }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    left -= unwrapInboundIn(data).readableBytes
    guard left >= 0 else { return context.close(promise: nil) }
    context.fireChannelRead(data)
  }
}
